import type { Duplex, Readable } from 'node:stream';
import pLimit, { type LimitFunction } from 'p-limit';
import { KmagicError } from '../errors/kmagic-error.ts';
import { interruption, unlessAborted, within } from './interruption.ts';
import { endGroup, scriptLoop } from './programs.ts';
import { runScript, startAsRoot, type RootProgram, type Start } from './root-shell.ts';
import type { OnLine, Output, Transport, TransportStats } from './transport.ts';
import { sendFile } from './upload.ts';

/** sshd's MaxSessions is 10 by default: one channel for scripts, these, and room for ending what was interrupted. */
const furtherChannels = 4;
const endingMs = 4000;

/** A Transport over any Door: one root shell for scripts, one after another; further ones for streams; a channel for each upload. */
export class ShellTransport implements Transport {
  readonly host: string;
  readonly #start: Start;
  readonly #turn = pLimit(1);
  readonly #further = pLimit(furtherChannels);
  #shell: Promise<RootProgram> | undefined;
  /** Shells of streams that have ended, for those to come: with what is under way never more than `furtherChannels`. */
  readonly #idle = new Set<RootProgram>();
  #roundTrips = 0;

  constructor(start: Start) {
    this.host = start.door.host;
    this.#start = start;
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
    return await this.#when(this.#further, signal, async () => {
      const shell = this.#takeIdle() ?? (await startAsRoot(this.#start, scriptLoop));
      try {
        const out = await this.#run(shell, signal, () => runScript(shell, checked(text, this.host), onLine));
        this.#idle.add(shell);
        void shell.channel.ended.then(() => this.#idle.delete(shell));
        return out;
      } catch (error) {
        shell.channel.close();
        throw error;
      }
    });
  }

  async upload(source: Readable, path: string, signal: AbortSignal): Promise<void> {
    await this.#when(this.#further, signal, async () => {
      this.#takeIdle()?.channel.close();
      await sendFile(this.#start, { source, path }, signal);
    });
  }

  async forward(address: string, port: number): Promise<Duplex> {
    return await this.#start.door.forward(address, port);
  }

  async close(): Promise<void> {
    const shell = await this.#shell?.catch(() => undefined);
    for (const each of [shell, ...this.#idle]) each?.channel.close();
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

  #takeIdle(): RootProgram | undefined {
    const [shell] = this.#idle;
    if (shell !== undefined) this.#idle.delete(shell);
    return shell;
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
