import { mkdirSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { applyRun, asKmagicError, journalLine, KmagicError, planRun, redact, type Event, type Plan, type RunContext } from '@kmagic/core';
import type { OpenCluster } from './open-cluster.ts';
import { liveProgress, lineProgress, type Progress } from './renderers/progress.ts';

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
  finish(): Promise<void>;
}

/** Starts the journal and the progress display of an operation, and makes Ctrl-C drain it. */
export function startRun(
  cluster: OpenCluster,
  io: Console,
  options: { readonly forks: number; readonly limit?: ReadonlySet<string> },
): Run {
  const at = new Date(io.clock()).toISOString().replaceAll(':', '').replace(/\..*/, '');
  const directory = join(cluster.stateDir, 'runs');
  mkdirSync(directory, { recursive: true });
  const journal = join(directory, `${at}-${cluster.graph.operation}.ndjson`);
  const file = createWriteStream(journal, { flags: 'a', mode: 0o600 });
  const progress: Progress = io.err.isTTY ? liveProgress(io.err, io.clock) : lineProgress((text) => io.err.write(text), io.clock);
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
  const { graph, connect, drivers } = cluster;
  emit({ type: 'runStarted', operation: graph.operation, hosts: cluster.hosts.map((h) => h.name), nodes: graph.nodes.length });
  return {
    context: { graph, connect, drivers, emit, clock: io.clock, signal: end.signal, drain: drain.signal, ...options },
    journal,
    async finish() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      progress.stop();
      await new Promise<void>((done) => file.end(done));
    },
  };
}

/** What an apply came to: what it did, and the empty plan (or not) that ends it. */
export interface ApplyResult {
  readonly changed: number;
  readonly failures: readonly { readonly error: KmagicError; readonly blocked: readonly string[] }[];
  readonly left: Plan | undefined;
  readonly interrupted: boolean;
}

/** Acts on a plan already made, then plans again: nothing may differ. */
export async function carryOut(context: RunContext, planned: Awaited<ReturnType<typeof planRun>>): Promise<ApplyResult> {
  const applied = await applyRun(context, planned);
  const interrupted = context.drain?.aborted === true;
  const failed = [...applied.outcomes].flatMap(([id, o]) => (o.state === 'failed' ? [{ id, error: asKmagicError(o.error) }] : []));
  const failures = failed.map(({ id, error }) => ({
    error,
    blocked: [...applied.outcomes].flatMap(([other, o]) => (o.state === 'blocked' && o.by === id ? [other as string] : [])),
  }));
  if (interrupted || failures.length > 0 || applied.counts.changed === 0) {
    return { changed: applied.counts.changed, failures, left: undefined, interrupted };
  }
  context.emit({ type: 'verifying', hosts: planned.plan.hosts.length });
  const again = await planRun({ ...context, emit: () => undefined });
  return { changed: applied.counts.changed, failures, left: again.plan, interrupted };
}
