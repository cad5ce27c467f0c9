import type { DriverQuestion } from '../../observe/probe.ts';
import { fingerprint } from '../../resource/fingerprint.ts';
import { defineKind } from '../../resource/kind.ts';
import type { Command } from '../../shell/command.ts';

export interface CommandSubject {
  /** Names the deed; once a host. */
  readonly name: string;
  /** Exits 0 when it is done already; reads only. */
  readonly probe: Command;
  /** What stops for a while when it runs: shown as the impact. */
  readonly disrupts?: string;
}

export interface CommandWant {
  readonly run: Command;
  /** What is true afterwards, as a sentence without a full stop. */
  readonly done: string;
  readonly timeoutMs?: number;
  /** Fingerprints of what it is made of: where one of them is to change in this run, the probe is asked after that. */
  readonly of?: readonly string[];
}

export interface CommandSeen {
  readonly isDone: boolean;
}

/** A deed with a probe of its own, for what no kind knows; another `run` alone makes no difference. */
export const command = defineKind<CommandSubject, CommandWant, CommandSeen>({
  name: 'command',
  owns: ({ name }) => `command:${name}`,
  probe: ({ name, probe }) => ({
    key: `command:${name}:${askKey(probe)}`,
    ask: probe,
    parse: ({ code }) => ({ isDone: code === 0 }),
  }),
  diff: (want, { isDone }) => (isDone ? [] : [{ what: want.done, action: 'run' }]),
  steps: ({ want: { run, timeoutMs } }) => [{ do: 'run', command: run, ...(timeoutMs !== undefined && { timeoutMs }) }],
  impact: ({ subject: { disrupts }, changes }) =>
    disrupts === undefined || changes.length === 0 ? [] : [{ what: disrupts, disrupts: true }],
});

/** Distinguishes two questions with one name. */
export function askKey(ask: Command | DriverQuestion): string {
  return fingerprint(ask).slice(0, 12);
}
