import { styleText } from 'node:util';
import type { Event } from '@kmagic/core';
import { counted } from './counted.ts';

/** Shows a run while it goes on. */
export interface Progress {
  show(event: Event): void;
  stop(): void;
}

/** Plain lines for logs and pipes: one for each change, failure and wait. */
export function lineProgress(write: (text: string) => void, clock: () => number): Progress {
  const started = clock();
  const at = (): string => `[${seconds(clock() - started).padStart(7)}]`;
  return {
    show(event) {
      const text = eventLine(event);
      if (text !== undefined) write(`${at()} ${text}\n`);
    },
    stop: () => undefined,
  };
}

/** What is said of an event in a line; undefined where nothing is. */
export function eventLine(event: Event): string | undefined {
  switch (event.type) {
    case 'unreachable':
      return styleText('red', `${event.host} unreachable: ${event.error.message}`);
    case 'waiting':
      return `${event.host} waiting: ${event.what}`;
    case 'nodeStarted':
      return undefined;
    case 'nodeWaiting':
      return `${event.node.host} ${event.node.role}: ${event.node.task}: waiting: ${event.what}`;
    case 'nodeRetried':
      return styleText(
        'yellow',
        `${event.node.host} ${event.node.role}: ${event.node.task}: attempt ${event.attempt} failed, trying again: ${event.error.message}`,
      );
    case 'nodeFinished':
      return event.outcome === 'changed'
        ? `${styleText('green', 'changed')} ${event.node.host} ${event.node.role}: ${event.node.task} (${seconds(event.elapsedMs)})`
        : undefined;
    case 'nodeFailed':
      return `${styleText('red', 'FAILED')} ${event.error.message}`;
    case 'verifying':
      return `checking that nothing differs any more on ${counted(event.hosts, 'host')}`;
    case 'interrupted':
      return 'stopping: what is under way finishes, nothing new starts (again to end at once)';
    default:
      return undefined;
  }
}

/** A duration for people: `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
