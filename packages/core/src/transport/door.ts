import type { Duplex, Readable, Writable } from 'node:stream';
import { KmagicError, type ErrorContext } from '../errors/kmagic-error.ts';

/** How a program at the other end of a channel ended: by itself (exit status, or 128 + signal), or with its connection. */
export type ChannelEnd = { readonly how: 'exited'; readonly code: number } | { readonly how: 'lost'; readonly error: KmagicError };

/** A program running on a host: its three byte streams and its end. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Never rejects. */
  readonly ended: Promise<ChannelEnd>;
  close(): void;
}

/** What a host that answers does not let anybody have: another channel, or a connection on from there. */
export class DoorRefusal extends KmagicError {
  readonly refuses: 'channel' | 'forward';

  constructor(refuses: 'channel' | 'forward', message: string, context: ErrorContext) {
    super(refuses === 'channel' ? 'commandFailed' : 'driverFailed', message, context);
    this.refuses = refuses;
  }
}

/** A host got through to no listener at an address, in words. */
export function nobodyThere(host: string, target: string, { why, cause }: { readonly why: string; readonly cause?: unknown }): KmagicError {
  return new KmagicError('driverFailed', `${host}: cannot reach ${target} from there: ${why}`, {
    host,
    hint: `is something listening on ${target}?`,
    cause,
  });
}

/** What a way to a machine must offer; `ShellTransport` makes a Transport of it. */
export interface Door {
  readonly host: string;
  /** Runs a shell command line as the user who logged in. */
  open(commandLine: string): Promise<Channel>;
  /** A connection on from there to a TCP address. */
  forward(address: string, port: number): Promise<Duplex>;
  bytes(): { readonly sent: number; readonly received: number };
  close(): Promise<void>;
}
