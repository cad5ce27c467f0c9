import type { Command, Reading, Transport } from '@kmagic/core';

/** What a session needs: `At` says with whom on the host, where there is more than one to talk to. */
export interface SessionKind<At, Session> {
  /** Prints the credentials the host has for it, or nothing; reads only. */
  credentials(at: At): Command;
  /** Loads what opening will need: slow, and so done while hosts answer. */
  load(): Promise<unknown>;
  /** Opens a session with what was printed; undefined where the host has no credentials yet. */
  open(transport: Transport, at: At, printed: string): Promise<Session | undefined>;
}

type Opened<Session> = Map<string, Promise<Session | undefined>>;

/**
 * The sessions of a driver, one a host and endpoint, kept until they fail: a run has one connection a host, and its lanes share
 * what goes through it. Credentials come along with what else a host is asked, or are read when they are needed; where there are
 * none, they are looked for again the next time.
 */
export class Sessions<At, Session extends { close(): Promise<void> }> {
  readonly #kind: SessionKind<At, Session>;
  readonly #open = new Map<string, Opened<Session>>();

  constructor(kind: SessionKind<At, Session>) {
    this.#kind = kind;
  }

  /** What is to be read before sessions with all of these can be had. */
  readings(transport: Transport, all: readonly At[]): readonly Reading[] {
    const own = this.#of(transport);
    const missing = new Map(all.map((at) => [keyOf(at), at] as const).filter(([key]) => !own.has(key)));
    // Loading blocks: not before the questions are on their way.
    if (missing.size > 0) setImmediate(() => void this.#kind.load().catch(() => undefined));
    return [...missing].map(([key, at]) => ({
      command: this.#kind.credentials(at),
      take: ({ stdout }) => {
        if (!own.has(key)) void this.#keep(own, key, this.#kind.open(transport, at, stdout));
      },
    }));
  }

  /** The session, opened where there is none; undefined where the host has no credentials yet. */
  async get(transport: Transport, at: At, signal: AbortSignal): Promise<Session | undefined> {
    const [own, key] = [this.#of(transport), keyOf(at)];
    const opening = own.get(key) ?? this.#keep(own, key, this.#read(transport, at, signal));
    const session = await opening.catch((error: unknown) => {
      if (own.get(key) === opening) own.delete(key);
      throw error;
    });
    if (session === undefined && own.get(key) === opening) own.delete(key);
    return session;
  }

  /** After a failure: the next session is opened anew, with credentials read anew, since they may have been replaced. */
  async forget(transport: Transport, failed: Session): Promise<void> {
    const own = this.#of(transport);
    for (const [key, opening] of own) if ((await opening.catch(() => undefined)) === failed) own.delete(key);
    await failed.close();
  }

  async close(): Promise<void> {
    const all = [...this.#open.values()].flatMap((own) => [...own.values()]);
    this.#open.clear();
    await Promise.all(
      all.map(async (opening) => {
        const session = await opening.catch(() => undefined);
        await session?.close();
      }),
    );
  }

  async #read(transport: Transport, at: At, signal: AbortSignal): Promise<Session | undefined> {
    const out = await transport.script(this.#kind.credentials(at).real(), signal);
    return await this.#kind.open(transport, at, out.stdout);
  }

  #keep(own: Opened<Session>, key: string, opening: Promise<Session | undefined>): Promise<Session | undefined> {
    own.set(key, opening);
    // Whoever asks for the session gets the failure.
    opening.catch(() => undefined);
    return opening;
  }

  #of({ host }: Transport): Opened<Session> {
    const own = this.#open.get(host) ?? new Map<string, Promise<Session | undefined>>();
    this.#open.set(host, own);
    return own;
  }
}

function keyOf(at: unknown): string {
  return JSON.stringify(at);
}
