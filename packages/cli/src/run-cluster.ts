import { mkdirSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import {
  applyRun,
  journalLine,
  KmagicError,
  planRun,
  redact,
  type Applied,
  type Event,
  type Plan,
  type Planned,
  type RunContext,
} from '@kmagic/core';
import type { OpenCluster } from '@kmagic/tasks';
import { lockController, thisProcess } from './controller-lock.ts';
import { lineProgress, type Progress } from './renderers/progress.ts';

/** How a run talks to the person who started it. */
export interface Console {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly clock: () => number;
}

/** A run under way: its context, its journal and its progress. */
export interface Run {
  readonly context: RunContext;
  readonly journal: string;
  /** Keeps other runs from acting on this cluster; returns how to let go. Throws `locked` where one does. */
  lock(): () => void;
  finish(): Promise<void>;
}

/** What is run: the command's name, which names its journal, and the hosts it is limited to. */
export interface RunRequest {
  readonly command: 'plan' | 'apply' | 'reset' | 'check';
  readonly limit?: ReadonlySet<string>;
}

/** Says what the inventory's owner should know, starts the journal and the progress display, and makes Ctrl-C drain the run. */
export async function startRun(cluster: OpenCluster, io: Console, { command, ...limit }: RunRequest): Promise<Run> {
  for (const warning of cluster.warnings) io.err.write(`note: ${warning}\n`);
  const at = new Date(io.clock()).toISOString().replaceAll(':', '').replace(/\..*/, '');
  const directory = join(cluster.stateDir, 'runs');
  mkdirSync(directory, { recursive: true });
  const journal = join(directory, `${at}-${command}.ndjson`);
  const file = createWriteStream(journal, { flags: 'a', mode: 0o600 });
  const progress = await progressOn(io);
  const emit = (event: Event): void => {
    file.write(`${redact(journalLine(event, new Date(io.clock()).toISOString()))}\n`);
    progress.show(event);
  };
  const end = new AbortController();
  const drain = new AbortController();
  const onSignal = (): void => {
    if (drain.signal.aborted) end.abort(new KmagicError('interrupted', 'interrupted'));
    else emit({ type: 'interrupted' });
    drain.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const { graph, hosts, stateDir } = cluster;
  const holder = thisProcess(command);
  emit({ type: 'runStarted', operation: command, hosts: hosts.map((h) => h.name), nodes: graph.nodes.length });
  return {
    context: cluster.context({ emit, signal: end.signal, drain: drain.signal, holder, ...limit }),
    journal,
    lock: () => lockController(stateDir, holder, new Date(io.clock())),
    async finish() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      progress.stop();
      await new Promise<void>((done) => file.end(done));
    },
  };
}

/** Only terminals need what draws on terminals, which is slow to load. */
async function progressOn({ err, clock }: Console): Promise<Progress> {
  if (!err.isTTY) return lineProgress((text) => err.write(text), clock);
  const { liveProgress } = await import('./renderers/live-progress.ts');
  return liveProgress(err, clock);
}

/** What an apply came to: what it did, and the empty plan (or not) that ends it. */
export interface ApplyResult {
  readonly changed: number;
  readonly failures: readonly { readonly error: KmagicError; readonly blocked: readonly string[] }[];
  readonly left: Plan | undefined;
  readonly interrupted: boolean;
}

/** Acts on a plan already made, then plans again: nothing may differ. Throws `locked` or `stalePlan` where it may not act. */
export async function carryOut({ context, lock }: Run, planned: Planned): Promise<ApplyResult> {
  const release = lock();
  try {
    const { outcomes, counts } = await applyRun(context, planned);
    const failures = failuresOf(outcomes, planned);
    const interrupted = context.drain?.aborted === true;
    if (interrupted || failures.length > 0 || counts.changed === 0)
      return { changed: counts.changed, failures, left: undefined, interrupted };
    context.emit({ type: 'verifying', hosts: planned.plan.hosts.length });
    const again = await planRun({ ...context, emit: () => undefined });
    return { changed: counts.changed, failures, left: again.plan, interrupted: false };
  } finally {
    release();
  }
}

/** What failed, and what it held up on the hosts of the run; those outside its limit were only to lend values. */
function failuresOf(outcomes: Applied['outcomes'], { lenders }: Planned): ApplyResult['failures'] {
  const held = [...outcomes].flatMap(([id, o]) => (o.state === 'blocked' && !lenders.has(id) ? [{ id: id, by: o.by }] : []));
  return [...outcomes].flatMap(([id, outcome]) => {
    if (outcome.state !== 'failed') return [];
    return [{ error: outcome.error, blocked: held.filter(({ by }) => by === id).map((other) => other.id) }];
  });
}
