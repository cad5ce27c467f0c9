import pLimit, { type LimitFunction } from 'p-limit';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { RunCounts } from '../events/event.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { NodeId } from '../resource/ref.ts';
import { refusalOf } from '../plan/plan.ts';
import { resolve } from '../resource/resolve.ts';
import { wantKeyOf } from './knowledge.ts';
import { Lanes } from './lanes.ts';
import { lockHosts } from './host-lock.ts';
import { planRun, type Planned } from './plan-run.ts';
import { nameOf, type RunContext } from './run-context.ts';
import { Sections } from './sections.ts';
import { interrupted, isInterrupted, Worker, type Outcome } from './worker.ts';

export interface Applied {
  readonly outcomes: ReadonlyMap<NodeId, Outcome>;
  readonly counts: RunCounts;
}

/**
 * Acts on what a plan found, in graph order; a failure blocks what needs it, the rest goes on. The hosts are locked meanwhile:
 * throws `locked` where another run acts, `stalePlan` where one has acted since the plan was made, and what forbids the plan.
 */
export async function applyRun(context: RunContext, planned: Planned): Promise<Applied> {
  const refusal = refusalOf(planned.plan);
  if (refusal) throw refusal;
  if (planned.plan.rows.length === 0) return await new Execution(context, planned).run();
  const locks = await lockHosts(context, planned.survey.holders);
  try {
    return await new Execution(context, locks.waited ? await lookAgain(context, planned) : planned).run();
  } finally {
    await locks.release();
  }
}

/** The plan after an earlier run has come to its end: less may be left to do, never more. */
async function lookAgain(context: RunContext, before: Planned): Promise<Planned> {
  const now = await planRun({ ...context, emit: () => undefined });
  const planned = new Set(before.plan.rows.map((row) => row.id));
  const more = now.plan.rows.find((row) => !planned.has(row.id));
  if (more === undefined) return now;
  throw new KmagicError('stalePlan', `the plan no longer holds: since it was made, ${more.id} differs too; nothing was done`, {
    host: more.host,
    task: more.id,
    hint: 'run this again: it looks anew',
  });
}

class Execution {
  readonly #context: RunContext;
  readonly #planned: Planned;
  readonly #sections: Sections;
  readonly #outcomes = new Map<NodeId, Outcome>();
  readonly #missing = new Map<NodeId, number>();
  readonly #waiting = new Set<GraphNode>();
  readonly #lanes: Lanes;
  readonly #worker: Worker;
  readonly #forks: LimitFunction;
  readonly #told = new Map<GraphNode, string>();
  /** Nodes before which something changed in this run, however far before. */
  readonly #disturbed = new Set<NodeId>();
  #running = 0;
  #finish: () => void = () => undefined;

  constructor(context: RunContext, planned: Planned) {
    this.#context = context;
    this.#planned = planned;
    this.#sections = new Sections(planned, context.limit);
    this.#forks = pLimit(context.forks * 4);
    this.#lanes = new Lanes(planned);
    this.#worker = new Worker(context, planned, this.#lanes);
  }

  async run(): Promise<Applied> {
    const started = this.#context.clock();
    const ready: GraphNode[] = [];
    for (const node of this.#planned.nodes) {
      const before = this.#lanes.before(node).length;
      this.#missing.set(node.id, before);
      if (before === 0) ready.push(node);
    }
    await new Promise<void>((done) => {
      this.#finish = done;
      this.#context.drain?.addEventListener('abort', () => this.#pump(), { once: true });
      this.#start(ready);
    });
    const counts = this.#counts();
    this.#context.emit({ type: 'runFinished', counts, elapsedMs: this.#context.clock() - started });
    return { outcomes: this.#outcomes, counts };
  }

  #start(nodes: readonly GraphNode[]): void {
    for (const node of nodes) this.#waiting.add(node);
    this.#pump();
  }

  /** Starts every waiting node that may start; settles those that need no acting without going to their host. */
  #pump(): void {
    let moved = true;
    while (moved) {
      moved = false;
      for (const node of [...this.#waiting]) moved = this.#consider(node) || moved;
    }
    if (this.#running > 0) return;
    for (const node of this.#planned.nodes)
      if (!this.#outcomes.has(node.id)) this.#settle(node, { state: 'blocked', by: this.#whyLeft(node) });
    this.#finish();
  }

  #consider(node: GraphNode): boolean {
    const before = [...node.needs, ...node.follows].find((id) => isBad(this.#outcomes.get(id)));
    if (before !== undefined) return this.#leave(node, { state: 'blocked', by: this.#rootOf(before) });
    const unreachable = this.#planned.survey.unreachable.get(node.host);
    if (unreachable) return this.#leave(node, { state: 'failed', error: unreachable });
    if (this.#isSettled(node)) return this.#leave(node, { state: 'unchanged' });
    if (this.#planned.lenders.has(node.id)) return this.#leave(node, { state: 'failed', error: outsideLimit(node) });
    if (isInterrupted(this.#context)) return false;
    const permit = this.#sections.enter(node);
    if (permit.may === 'never')
      return this.#leave(node, {
        state: 'failed',
        error: new KmagicError('refused', `${node.id} was not carried out: ${permit.why}`, {
          host: node.host,
          task: node.id,
          hint: 'mend what is not well first; a host that is gone for good is taken out of the inventory',
        }),
      });
    if (permit.may === 'wait') {
      if (this.#told.get(node) !== permit.why) this.#context.emit({ type: 'nodeWaiting', node: nameOf(node), what: permit.why });
      this.#told.set(node, permit.why);
      return false;
    }
    this.#waiting.delete(node);
    this.#running += 1;
    void this.#forks(() => this.#worker.work(node, (id) => this.#hasEndedWell(id))).then((ended) => {
      this.#running -= 1;
      for (const [each, outcome] of ended) this.#settle(each, outcome);
      this.#pump();
    });
    return true;
  }

  #leave(node: GraphNode, outcome: Outcome): boolean {
    this.#waiting.delete(node);
    this.#settle(node, outcome);
    return true;
  }

  /** Converged in the survey, and nothing it depends on has changed what is wanted since. */
  #isSettled(node: GraphNode): boolean {
    const assessment = this.#planned.assessments.get(node.id);
    if (assessment?.state !== 'same') return false;
    // What was well in the survey may not be so after what changed since.
    if (node.resource.kind.isHealth === true && this.#disturbed.has(node.id)) return false;
    const explicit = (node.options.after ?? []).flatMap((r) => r.needs);
    if (explicit.some((id) => this.#outcomes.get(id)?.state === 'changed')) return false;
    if (!node.needs.some((id) => this.#outcomes.get(id)?.state === 'changed')) return true;
    if (node.resource.kind.observesOnly === true) return false;
    return wantKeyOf(node, resolve(node.resource.want, this.#planned.knowledge))() === assessment.wantKey();
  }

  #settle(node: GraphNode, outcome: Outcome): void {
    this.#outcomes.set(node.id, outcome);
    if (outcome.state === 'failed' || outcome.state === 'blocked') this.#sections.failed(node);
    else this.#sections.finished(node);
    if (outcome.state === 'blocked') this.#context.emit({ type: 'nodeBlocked', node: nameOf(node), by: outcome.by });
    const disturbs = outcome.state === 'changed' || this.#disturbed.has(node.id);
    this.#waiting.delete(node);
    for (const next of this.#lanes.dependents(node)) {
      if (disturbs) this.#disturbed.add(next.id);
      const missing = (this.#missing.get(next.id) ?? 1) - 1;
      this.#missing.set(next.id, missing);
      if (missing === 0) this.#waiting.add(next);
    }
  }

  #rootOf(id: NodeId): string {
    const outcome = this.#outcomes.get(id);
    return outcome?.state === 'blocked' ? outcome.by : id;
  }

  #whyLeft(node: GraphNode): string {
    if (isInterrupted(this.#context)) return interrupted;
    const bad = [...node.needs, ...node.follows].find((id) => isBad(this.#outcomes.get(id)));
    return bad === undefined ? 'its turn in a rolling section never came' : this.#rootOf(bad);
  }

  #hasEndedWell(id: NodeId): boolean {
    const outcome = this.#outcomes.get(id);
    return outcome !== undefined && !isBad(outcome);
  }

  #counts(): RunCounts {
    const counts = { unchanged: 0, changed: 0, failed: 0, blocked: 0 };
    for (const outcome of this.#outcomes.values()) counts[outcome.state] += 1;
    return counts;
  }
}

function isBad(outcome: Outcome | undefined): boolean {
  return outcome?.state === 'failed' || outcome?.state === 'blocked';
}

function outsideLimit(node: GraphNode): KmagicError {
  return new KmagicError('blocked', `${node.id} is outside --limit and differs, and a host inside needs its value`, {
    host: node.host,
    task: node.id,
    hint: `run without --limit, or add ${node.host} to it`,
  });
}
