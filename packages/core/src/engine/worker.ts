import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { NodeId } from '../resource/ref.ts';
import { act, pause, type Acted, type Acting } from './act.ts';
import { actTogether } from './act-together.ts';
import { Beside } from './beside.ts';
import { FreshAnswers } from './fresh-answers.ts';
import type { Knowledge } from './knowledge.ts';
import type { Lanes } from './lanes.ts';
import { LateValues } from './late.ts';
import { onOwnChannel } from './own-channel.ts';
import type { Planned } from './plan-run.ts';
import { nameOf, type RunContext } from './run-context.ts';

/** How a node ended. */
export type Outcome =
  | { readonly state: 'unchanged' | 'changed' }
  | { readonly state: 'failed'; readonly error: KmagicError }
  | { readonly state: 'blocked'; readonly by: string };

export const interrupted = 'the run was interrupted';

/** Carries out nodes whose turn has come, with what is known of their hosts. */
export class Worker {
  readonly #context: RunContext;
  readonly #knowledge: Knowledge;
  readonly #lanes: Lanes;
  readonly #late: LateValues;
  readonly #fresh: FreshAnswers;
  readonly #beside = new Map<string, Beside>();

  constructor(context: RunContext, { nodes, survey, knowledge }: Planned, lanes: Lanes) {
    this.#context = context;
    this.#knowledge = knowledge;
    this.#lanes = lanes;
    this.#late = new LateValues(context, knowledge);
    this.#fresh = new FreshAnswers(nodes, survey.answers);
  }

  /** Makes a node true whose turn has come, and those behind it that can go along; how each ended, in order. */
  async work(node: GraphNode, hasEndedWell: (id: NodeId) => boolean): Promise<readonly (readonly [GraphNode, Outcome])[]> {
    const members = this.#lanes.neighbours(node, { fresh: this.#fresh, hasEndedWell });
    return members.length > 1 ? await this.#workTogether(members) : [[node, await this.#workAlone(node)]];
  }

  async #workAlone(node: GraphNode): Promise<Outcome> {
    const started = this.#context.clock();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.#ended(node, await this.#actOn(node), started);
      } catch (thrown) {
        const error = asKmagicError(thrown);
        const retry = node.options.retry;
        if (
          retry === undefined ||
          attempt > retry.times ||
          isInterrupted(this.#context) ||
          ['unreachable', 'interrupted'].includes(error.code)
        )
          return this.#ended(node, error, started);
        this.#context.emit({ type: 'nodeRetried', node: nameOf(node), attempt, error });
        await pause(retry.everyMs, this.#context.signal).catch(() => undefined);
      }
    }
  }

  async #workTogether(members: readonly GraphNode[]): Promise<readonly (readonly [GraphNode, Outcome])[]> {
    const [first, last] = [members[0]!, members.at(-1)!];
    const started = this.#context.clock();
    try {
      const seen = members.map((node) => ({ node, known: this.#fresh.of(node)! }));
      const peek = this.#fresh.unknownAfter(last, this.#lanes.ahead(last));
      for (const node of members) this.#fresh.begin(node);
      const { ended, peeked } = await actTogether(await this.#acting(first.host), seen, peek);
      for (const [node, came] of ended) if (came === 'changed') this.#fresh.acted(node);
      if (peeked) this.#fresh.learn(peeked);
      return ended.map(([node, came]) => [node, this.#ended(node, came, started)]);
    } catch (thrown) {
      return [[first, this.#ended(first, asKmagicError(thrown), started)]];
    }
  }

  /** Tells the world what a node came to. */
  #ended(node: GraphNode, came: 'changed' | 'unchanged' | KmagicError, started: number): Outcome {
    if (came instanceof KmagicError && came.code === 'interrupted') return { state: 'blocked', by: interrupted };
    const told = { node: nameOf(node), elapsedMs: this.#context.clock() - started };
    if (came instanceof KmagicError) {
      this.#context.emit({ type: 'nodeFailed', ...told, error: came });
      return { state: 'failed', error: came };
    }
    this.#context.emit({ type: 'nodeFinished', ...told, outcome: came });
    return { state: came };
  }

  async #actOn(node: GraphNode): Promise<Acted['outcome']> {
    const acting = await this.#acting(node.host);
    if (node.lane === 'main') return await this.#actNow(node, acting, this.#lanes.ahead(node));
    const beside = this.#beside.get(node.host) ?? new Beside();
    this.#beside.set(node.host, beside);
    const own = { ...acting, transport: onOwnChannel(acting.transport) };
    // Waiting takes nothing from others, so they need not wait for it.
    if (node.resource.kind.isHealth === true) return await this.#actNow(node, own, this.#lanes.ahead(node));
    return await beside.run(node, (follows) => {
      const ahead = this.#lanes.ahead(node);
      return this.#actNow(node, own, ahead.length > 0 || follows === undefined ? ahead : [follows]);
    });
  }

  async #actNow(node: GraphNode, acting: Acting, ahead: readonly GraphNode[]): Promise<Acted['outcome']> {
    const known = this.#fresh.of(node);
    this.#fresh.begin(node);
    const { outcome, peeked } = await act(acting, node, { known, peek: this.#fresh.unknownAfter(node, ahead) });
    if (outcome === 'changed') this.#fresh.acted(node);
    if (peeked) this.#fresh.learn(peeked);
    return outcome;
  }

  async #acting(host: string): Promise<Acting> {
    const transport = await this.#context.connect(host, this.#context.signal);
    return { context: this.#context, knowledge: this.#knowledge, late: this.#late, transport };
  }
}

/** Whether nothing new is to be started. */
export function isInterrupted({ drain, signal }: RunContext): boolean {
  return drain?.aborted === true || signal.aborted;
}
