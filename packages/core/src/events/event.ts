import type { Change } from '../resource/kind.ts';
import type { KmagicError } from '../errors/kmagic-error.ts';

/** Who an event is about: one task of one role on one host. */
export interface NodeName {
  readonly id: string;
  readonly stage: string;
  readonly role: string;
  readonly task: string;
  readonly host: string;
}

export interface RunCounts {
  readonly unchanged: number;
  readonly changed: number;
  readonly failed: number;
  readonly blocked: number;
}

/** What happens in a run, in order; times are milliseconds. The engine says it, renderers show it, the journal keeps it. */
export type Event =
  | { readonly type: 'runStarted'; readonly operation: string; readonly hosts: readonly string[]; readonly nodes: number }
  | { readonly type: 'connected'; readonly host: string; readonly elapsedMs: number }
  | { readonly type: 'unreachable'; readonly host: string; readonly error: KmagicError }
  | { readonly type: 'surveyed'; readonly host: string; readonly nodes: number; readonly elapsedMs: number }
  | { readonly type: 'waiting'; readonly host: string; readonly what: string }
  | { readonly type: 'nodeStarted'; readonly node: NodeName; readonly changes: readonly Change[] }
  | { readonly type: 'nodeWaiting'; readonly node: NodeName; readonly what: string }
  | { readonly type: 'nodeRetried'; readonly node: NodeName; readonly attempt: number; readonly error: KmagicError }
  | { readonly type: 'nodeFinished'; readonly node: NodeName; readonly outcome: 'changed' | 'unchanged'; readonly elapsedMs: number }
  | { readonly type: 'nodeFailed'; readonly node: NodeName; readonly error: KmagicError; readonly elapsedMs: number }
  | { readonly type: 'nodeBlocked'; readonly node: NodeName; readonly by: string }
  | { readonly type: 'verifying'; readonly hosts: number }
  | { readonly type: 'interrupted' }
  | { readonly type: 'runFinished'; readonly counts: RunCounts; readonly elapsedMs: number };

export type Emit = (event: Event) => void;

/** One event as a line of the NDJSON journal; errors as code, message, hint and output. */
export function journalLine(event: Event, at: string): string {
  return JSON.stringify({ at, ...event }, (_key, value: unknown) => {
    if (!(value instanceof Error)) return value;
    const { code, message, host, task, hint, output } = value as KmagicError;
    return { code, message, host, task, hint, output };
  });
}
