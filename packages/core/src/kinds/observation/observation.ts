import type { DriverQuestion } from '../../observe/probe.ts';
import { defineKind, type Resource } from '../../resource/kind.ts';
import type { Command } from '../../shell/command.ts';
import type { Output } from '../../transport/transport.ts';
import { askKey } from '../command/command.ts';

export interface ObservationSubject<T> {
  /** Names what is read; once a host. */
  readonly key: string;
  readonly ask: Command | DriverQuestion;
  /** The value from the answer; what it throws is the node's error. */
  parse(out: Output): T;
}

const observation = defineKind<ObservationSubject<unknown>, object, unknown, object, unknown>({
  name: 'observation',
  owns: ({ key }) => `observation:${key}`,
  probe: ({ key, ask, parse }) => ({ key: `observation:${key}:${askKey(ask)}`, ask, parse }),
  diff: () => [],
  steps: () => [],
  output: (_subject, seen) => seen,
  observesOnly: true,
});

/** Reads something of a host and lends it to other nodes; never differs, never acts. */
export function observe<T>(subject: ObservationSubject<T>): Resource<T> {
  return observation(subject, {}) as Resource<T>;
}
