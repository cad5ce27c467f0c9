import type { Duplex, Readable } from 'node:stream';
import pLimit, { type LimitFunction } from 'p-limit';
import { KmagicError } from '../errors/kmagic-error.ts';
import { DoorRefusal } from './door.ts';
import { FurtherChannels } from './further-channels.ts';
import { interruption, unlessAborted, within } from './interruption.ts';
import { endGroup, scriptLoop } from './programs.ts';
import { runScript, startAsRoot, type RootProgram, type Start } from './root-shell.ts';
import type { OnLine, Output, Transport, TransportStats } from './transport.ts';
import { sendFile } from './upload.ts';

const endingMs = 4000;

/** A Transport over any Door: one root shell for scripts, one after another; further ones for streams, as far as there are any; a channel for each upload. */
export class ShellTransport implements Transport {
  readonly host: string;
  readonly #start: Start;
  readonly #turn = pLimit(1);
  readonly #further: FurtherChannels;
  #shell: Promise<RootProgram> | undefined;
  #roundTrips = 0;
  /** Why sshd connects nobody on, once it has said so. */
  #forwardsNot: DoorRefusal | undefined;

  constructor(start: Start) {
    this.host = start.door.host;
    this.#start = start;
    this.#further = new FurtherChannels(start);
  }

  get stats(): TransportStats {
    const { sent, received } = this.#start.door.bytes();
    return { roundTrips: this.#roundTrips, bytesSent: sent, bytesReceived: received };
  }

  /** Opens the root shell ahead of the first script, so that a refused sudo shows at connect. */
  async ready(): Promise<void> {
    await this.#rootShell();
  }

  async script(text: string, signal: AbortSignal, onLine?: OnLine): Promise<Output> {
    return await this.#when(this.#turn, signal, async () => {
      const shell = await this.#rootShell();
      return await this.#run(shell, signal, () => runScript(shell, checked(text, this.host), onLine));
    });
  }

  async stream(text: string, onLine: OnLine, signal: AbortSignal): Promise<Output> {
    while (this.#further.hasShells) {
      const done = await this.#when(this.#further.turn, signal, () =>
        this.#further.inShell((shell) => this.#run(shell, signal, () => runScript(shell, checked(text, this.host), onLine))),
      );
      if (done !== undefined) return done.result;
    }
    return await this.script(text, signal, onLine);
  }

  async upload(source: Readable, path: string, signal: AbortSignal): Promise<void> {
    await this.#when(this.#further.turn, signal, async () => {
      await this.#further.clear();
      await sendFile(this.#start, { source, path }, signal);
    });
  }

  async forward(address: string, port: number): Promise<Duplex> {
    if (this.#forwardsNot === undefined) {
      try {
        return await this.#start.door.forward(address, port);
      } catch (error) {
        if (!(error instanceof DoorRefusal)) throw error;
        this.#forwardsNot = error;
      }
    }
    return await this.#further.carry({ address, port }, this.#forwardsNot);
  }

  async close(): Promise<void> {
    const shell = await this.#shell?.catch(() => undefined);
    shell?.channel.close();
    this.#further.close();
    await this.#start.door.close();
  }

  /** Waits for a turn, and gives up waiting (but not what has begun: that ends in its own way) when aborted. */
  async #when<T>(limit: LimitFunction, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    let begun = false;
    const { promise: finished, resolve, reject } = Promise.withResolvers<T>();
    const queued = limit(async () => {
      if (signal.aborted) throw interruption(signal, this.host);
      begun = true;
      this.#roundTrips += 1;
      return await work();
    });
    queued.then(resolve, reject);
    const stop = (): void => {
      if (!begun) reject(interruption(signal, this.host));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    return await finished.finally(() => signal.removeEventListener('abort', stop));
  }

  #rootShell(): Promise<RootProgram> {
    if (this.#shell === undefined) {
      const opening = startAsRoot(this.#start, scriptLoop);
      const forget = (): void => {
        if (this.#shell === opening) this.#shell = undefined;
      };
      this.#shell = opening;
      opening.then((shell) => shell.channel.ended.then(forget), forget);
    }
    return this.#shell;
  }

  async #run(shell: RootProgram, signal: AbortSignal, work: () => Promise<Output>): Promise<Output> {
    try {
      return await unlessAborted(work(), signal, this.host);
    } catch (error) {
      if (signal.aborted) await this.#end(shell);
      throw error;
    }
  }

  /** As far as the host still listens: ends the program with all it started. */
  async #end(shell: RootProgram): Promise<void> {
    if (/^[1-9][0-9]*$/.test(shell.group)) {
      const ending = startAsRoot(this.#start, scriptLoop).then(async (killer) => {
        await runScript(killer, endGroup(shell.group));
        killer.channel.close();
      });
      const tooLong = (): Error => new KmagicError('timeout', `${this.host}: ending a command took too long`, { host: this.host });
      await within(endingMs, ending, tooLong).catch(() => undefined);
    }
    shell.channel.close();
    await within(1000, shell.channel.ended, () => new Error('still open')).catch(() => undefined);
  }
}

function checked(text: string, host: string): string {
  if (!text.includes('\0')) return text;
  throw new KmagicError('bug', `${host}: a script holds a NUL byte, which no shell can read`, { host });
}
