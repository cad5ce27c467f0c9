import { KmagicError } from '../errors/kmagic-error.ts';
import type { Ephemeral, LateContext } from '../resource/ref.ts';
import type { Knowledge } from './knowledge.ts';
import { tail } from './act-script.ts';
import type { RunContext } from './run-context.ts';

/** The values made late in a run: each source is made once, when the first node that uses it acts. */
export class LateValues {
  readonly #made = new Map<Ephemeral<unknown>, Promise<unknown>>();
  readonly #context: LateContext;

  constructor(run: RunContext, knowledge: Knowledge) {
    this.#context = {
      answers: knowledge,
      now: new Date(run.clock()),
      signal: run.signal,
      async run(host, command) {
        const transport = await run.connect(host, run.signal);
        const out = await transport.script(command.real(), run.signal);
        if (out.code !== 0) {
          throw new KmagicError('commandFailed', `${command.shown} on ${host} ended with status ${out.code}`, {
            host,
            output: tail(out.stderr),
          });
        }
        return out.stdout;
      },
      make: (source) => this.make(source) as Promise<never>,
    };
  }

  make(source: Ephemeral<unknown>): Promise<unknown> {
    const made = this.#made.get(source) ?? source.make(this.#context);
    this.#made.set(source, made);
    // A failed attempt must not be remembered: a retry makes it again.
    made.catch(() => this.#made.delete(source));
    return made;
  }
}
