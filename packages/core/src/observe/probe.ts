import type { Command } from '../shell/command.ts';
import type { Output, Transport } from '../transport/transport.ts';

/** A read-only question. Equal keys are the same question: batches and caches dedupe on them. */
export interface Probe<T> {
  readonly key: string;
  readonly ask: Command | DriverQuestion;
  /** `stdout` of the command (NUL bytes dropped) and its exit status, or the driver's answer as JSON in `stdout`. */
  parse(out: Output): T;
}

/** A question a driver answers instead of the host's shell; `question` is plain data. */
export interface DriverQuestion {
  readonly driver: string;
  readonly question: unknown;
}

/** An action a driver carries out; `action` is plain data, secrets as Secret. */
export interface DriverAction {
  readonly driver: string;
  readonly action: unknown;
}

/** Something a driver must know of a host, such as its credentials there, before it can ask anything. */
export interface Reading {
  readonly command: Command;
  /** Gets what the command printed, which may be secret: it goes here and nowhere else. */
  take(out: Output): void;
}

/** The door for what is not a shell: answers many questions at one host at once. */
export interface Driver {
  readonly name: string;
  /**
   * What is to be read on the host before these questions are asked there: it is read along with whatever the shell is asked. Nothing
   * where the driver knows it already; a driver that is asked without it reads it by itself, in a round trip of its own.
   */
  readings?(questions: readonly unknown[], transport: Transport): readonly Reading[];
  /** One Output a question, in order; `code` 0 and JSON in `stdout`, or a non-zero code and the reason in `stderr`. */
  ask(questions: readonly unknown[], transport: Transport, signal: AbortSignal): Promise<readonly Output[]>;
  act(action: unknown, transport: Transport, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Whether a probe is answered by a driver. */
export function isDriverQuestion(ask: Command | DriverQuestion): ask is DriverQuestion {
  return 'driver' in ask;
}
