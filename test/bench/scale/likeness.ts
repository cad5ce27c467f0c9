import { createHash } from 'node:crypto';
import { planRun, type Planned } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';
import type { Say } from '../../lab/progress.ts';
import type { Simulation, Substitutions } from './simulation.ts';

type Pair = readonly [from: string, to: string];

const rounds = 5;

/**
 * Makes simulated workers differ from the real one they repeat in what must differ: gives them names, addresses and ids of
 * their own, plans, takes from each difference the checksum or fingerprint that the host would have, and plans again until
 * none is left.
 */
export async function makeAlike(simulation: Simulation, inventory: string, { real, workers, say }: Likeness): Promise<void> {
  const called = (worker: Named): readonly Pair[] => [
    [real.name, worker.name],
    [real.address, worker.address],
    [real.machineId, worker.machineId],
    [real.bootId, worker.bootId],
  ];
  const learnt = new Map(workers.map((worker) => [worker.name, called(worker)]));
  for (let round = 1; round <= rounds; round += 1) {
    await simulation.tell({ do: 'substitute', substitutions: Object.fromEntries(learnt) satisfies Substitutions });
    await using cluster = await openCluster({ inventories: [inventory], clock: Date.now }, apply);
    const limit = new Set(cluster.spec.hosts.filter((host) => !host.isControlPlane).map((host) => host.name));
    const planned = await planRun(cluster.context({ limit }));
    const { rows } = planned.plan;
    if (rows.length === 0) return;
    say(`simulated hosts, round ${round}: ${rows.length} tasks differ from the real one's`);
    for (const [host, pairs] of differences(planned)) learnt.set(host, [...(learnt.get(host) ?? []), ...pairs]);
    if (round === rounds) throw new Error(`simulated workers still differ in ${rows.length} tasks, first in ${rows[0]!.id}`);
  }
}

/** What tells one machine from another. */
export interface Named {
  readonly name: string;
  readonly address: string;
  readonly machineId: string;
  readonly bootId: string;
}

/** Who is repeated by whom. */
export interface Likeness {
  readonly real: Named;
  readonly workers: readonly Named[];
  readonly say: Say;
}

function differences({ nodes, assessments }: Planned): ReadonlyMap<string, readonly Pair[]> {
  const found = new Map<string, Pair[]>();
  for (const node of nodes) {
    const assessment = assessments.get(node.id);
    if (assessment?.state !== 'differs') continue;
    const pair = pairOf(assessment.want as Wanted, assessment.seen as Seen);
    if (pair === undefined) continue;
    const own = found.get(node.host);
    if (own) own.push(pair);
    else found.set(node.host, [pair]);
  }
  return found;
}

interface Wanted {
  readonly content?: unknown;
  readonly startedWith?: string;
}

interface Seen {
  readonly sha256?: string;
  readonly startedWith?: string;
}

/** What the real host says and the simulated one must say: of a file its checksum, of a service what it was started with. */
function pairOf(want: Wanted, seen: Seen): Pair | undefined {
  if (typeof want.content === 'string' && seen.sha256 !== undefined) {
    return [seen.sha256, createHash('sha256').update(want.content).digest('hex')];
  }
  return want.startedWith !== undefined && seen.startedWith !== undefined ? [seen.startedWith, want.startedWith] : undefined;
}
