import type { DriverQuestion, Probe } from '../../observe/probe.ts';
import { defineKind, type Trouble } from '../../resource/kind.ts';
import { isCommand, type Command } from '../../shell/command.ts';
import type { Output } from '../../transport/transport.ts';
import { askKey } from '../command/command.ts';

export interface ReadySubject {
  /** Names what is waited for; once a host. */
  readonly name: string;
  /** Exits 0 (a driver: answers without an error) when it is ready; reads only, and answers soon. A driver's error says how far it has come. */
  readonly ask: Command | DriverQuestion;
  /** What explains it where it does not become ready; what `ask` prints where left out. */
  readonly trouble?: Trouble;
}

export interface ReadyWant {
  /** Completes "wait until ...". */
  readonly what: string;
  /** Counted anew whenever it has come further. */
  readonly timeoutMs: number;
  readonly everyMs: number;
}

export interface ReadySeen {
  readonly isReady: boolean;
}

/** Something answers that it is ready; acting is waiting. */
export const ready = defineKind<ReadySubject, ReadyWant, ReadySeen>({
  name: 'ready',
  isHealth: true,
  owns: ({ name }) => `ready:${name}`,
  probe: (subject) => {
    const { key, ask, parse } = isReady(subject);
    return { key, ask, parse: (out) => ({ isReady: parse(out) === true }) };
  },
  diff: (want, seen) => (seen.isReady ? [] : [{ what: `wait until ${want.what}`, action: 'run' }]),
  steps: ({ subject, want: { what, everyMs, timeoutMs } }) => {
    const { trouble } = subject;
    return [{ do: 'poll', what, until: isReady(subject), everyMs, timeoutMs, ...(trouble && { trouble }) }];
  },
});

function isReady({ name, ask }: ReadySubject): Probe<boolean | string> {
  // What a command says meanwhile is its own affair, and may be another text each time.
  const saying = ({ stderr }: Output): boolean | string => (!isCommand(ask) && stderr !== '' ? stderr : false);
  return { key: `ready:${name}:${askKey(ask)}`, ask, parse: (out) => out.code === 0 || saying(out) };
}
