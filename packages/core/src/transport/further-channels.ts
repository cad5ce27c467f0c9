import type { Duplex } from 'node:stream';
import pLimit, { type LimitFunction } from 'p-limit';
import { carry } from './carry.ts';
import { DoorRefusal } from './door.ts';
import { scriptLoop } from './programs.ts';
import { startAsRoot, type RootProgram, type Start } from './root-shell.ts';

/** sshd's MaxSessions is 10 by default: one channel for scripts, these shells, connections, and room for ending what was interrupted. */
const most = 4;

/** The channels of a host beside the one for its scripts: shells, as many as its sshd leaves when connections have theirs. */
export class FurtherChannels {
  /** One turn a shell; at least one, for which there may be none. */
  readonly turn: LimitFunction = pLimit(most);
  readonly #start: Start;
  #allowed = most;
  #opening = 0;
  readonly #busy = new Set<RootProgram>();
  /** Shells of work that has ended, for what is to come. */
  readonly #idle = new Set<RootProgram>();

  constructor(start: Start) {
    this.#start = start;
  }

  /** Whether there are shells to be had, now or later. */
  get hasShells(): boolean {
    return this.#allowed > 0;
  }

  /** In a turn: a shell for this work; undefined where sshd opened none. */
  async inShell<T>(work: (shell: RootProgram) => Promise<T>): Promise<{ readonly result: T } | undefined> {
    const shell = this.#takeIdle() ?? (await this.#openShell());
    if (shell === undefined) return undefined;
    this.#busy.add(shell);
    try {
      const result = await work(shell);
      this.#keep(shell);
      return { result };
    } catch (error) {
      shell.channel.close();
      throw error;
    } finally {
      this.#busy.delete(shell);
    }
  }

  /** Makes room for a channel somebody else opens. */
  async clear(): Promise<void> {
    const shell = this.#takeIdle();
    shell?.channel.close();
    await shell?.channel.ended;
  }

  /** A connection to a TCP address by a program on the host; shells make room for it. `refusal` is why sshd makes none itself. */
  async carry(target: { readonly address: string; readonly port: number }, refusal: DoorRefusal): Promise<Duplex> {
    for (;;) {
      const stream = await unlessRefused(() => carry(this.#start.door, target, refusal));
      if (stream !== undefined) return stream;
      if (this.#idle.size + this.#busy.size === 0) throw noSession(refusal);
      this.#allow(this.#idle.size + this.#busy.size - 1);
      if (this.#idle.size > 0) await this.clear();
      else await Promise.race([...this.#busy].map(({ channel }) => channel.ended));
    }
  }

  close(): void {
    for (const shell of this.#idle) shell.channel.close();
  }

  /** Where sshd refuses one, there are from now on as many as there are now. */
  async #openShell(): Promise<RootProgram | undefined> {
    this.#opening += 1;
    const shell = await unlessRefused(() => startAsRoot(this.#start, scriptLoop)).finally(() => (this.#opening -= 1));
    if (shell === undefined) this.#allow(this.#opening + this.#busy.size + this.#idle.size);
    return shell;
  }

  #allow(shells: number): void {
    this.#allowed = Math.min(this.#allowed, shells);
    this.turn.concurrency = Math.max(1, this.#allowed);
  }

  #keep(shell: RootProgram): void {
    if (this.#busy.size + this.#idle.size > this.#allowed) {
      shell.channel.close();
      return;
    }
    this.#idle.add(shell);
    void shell.channel.ended.then(() => this.#idle.delete(shell));
  }

  #takeIdle(): RootProgram | undefined {
    const [shell] = this.#idle;
    if (shell !== undefined) this.#idle.delete(shell);
    return shell;
  }
}

function noSession({ message, host = '' }: DoorRefusal): DoorRefusal {
  return new DoorRefusal('forward', `${message}, and it opens no session for socat`, {
    host,
    hint: 'set "AllowTcpForwarding yes" in its sshd_config, or raise MaxSessions there to at least 10',
  });
}

async function unlessRefused<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof DoorRefusal && error.refuses === 'channel') return undefined;
    throw error;
  }
}
