/** What went wrong, as a name a program can switch on; `exitCodes` gives each its exit status. */
export type ErrorCode =
  | 'usage'
  | 'badInventory'
  | 'badVariable'
  | 'needsFacts'
  | 'unsupported'
  | 'refused'
  | 'checkFailed'
  | 'unreachable'
  | 'authFailed'
  | 'hostKeyChanged'
  | 'hostKeyUnknown'
  | 'sudoRefused'
  | 'commandFailed'
  | 'driverFailed'
  | 'timeout'
  | 'notConverged'
  | 'blocked'
  | 'stalePlan'
  | 'locked'
  | 'interrupted'
  | 'bug';

/** The exit status of each error code; 0 is "no changes" and 2 is "changes", so neither appears here. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  bug: 1,
  usage: 3,
  badInventory: 10,
  badVariable: 11,
  needsFacts: 15,
  unsupported: 12,
  refused: 13,
  checkFailed: 14,
  unreachable: 20,
  authFailed: 21,
  hostKeyChanged: 22,
  hostKeyUnknown: 23,
  sudoRefused: 24,
  commandFailed: 30,
  driverFailed: 31,
  timeout: 32,
  notConverged: 33,
  blocked: 34,
  stalePlan: 40,
  locked: 41,
  interrupted: 130,
};

export interface ErrorContext {
  readonly host?: string;
  readonly task?: string;
  /** What the reader should do next, as a sentence or a command. */
  readonly hint?: string;
  /** The failing program's own output, already redacted. */
  readonly output?: string;
  readonly cause?: unknown;
  /** Found while hosts are looked at, it forbids the whole run: nothing is carried out anywhere. */
  readonly endsRun?: true;
}

/** The one error kmagic throws: `message` says who, what and why in one line; `hint` says what to do. */
export class KmagicError extends Error {
  readonly code: ErrorCode;
  readonly host?: string;
  readonly task?: string;
  readonly hint?: string;
  readonly output?: string;
  readonly endsRun?: true;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = 'KmagicError';
    this.code = code;
    if (context.host !== undefined) this.host = context.host;
    if (context.task !== undefined) this.task = context.task;
    if (context.hint !== undefined) this.hint = context.hint;
    if (context.output !== undefined) this.output = context.output;
    if (context.endsRun !== undefined) this.endsRun = context.endsRun;
  }
}

/** Any thrown value as a KmagicError; what is not one already is a `bug`. */
export function asKmagicError(error: unknown): KmagicError {
  if (error instanceof KmagicError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new KmagicError('bug', message, { cause: error });
}
