import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { hostNamed } from '../../lab/lab-state.ts';
import type { Say } from '../../lab/progress.ts';
import { sshCommand } from '../../lab/ssh.ts';
import { inventoryOf } from '../bench-lab.ts';
import { slopeOf, spreadOf } from '../figures.ts';
import { goodKmagic, hostCosts } from '../measured-kmagic.ts';
import { makeAlike } from './likeness.ts';
import { namedWorkers, writeScaleInventory } from './scale-inventory.ts';
import { startSimulation } from './simulation.ts';

/** A no-op plan of so many simulated workers; medians of several runs. */
export interface ScalePoint {
  readonly hosts: number;
  readonly tasks: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakRssMiB: number;
  /** What the simulated hosts used of the machine in the meantime. */
  readonly simulationCpuMs: number;
  readonly roundTrips: number;
  readonly bytes: number;
}

export interface ScaleFigures {
  readonly points: readonly ScalePoint[];
  /** What one more host adds. */
  readonly perHost: { readonly wallMs: number; readonly cpuMs: number; readonly peakRssKiB: number };
}

export interface ScaleOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly say: Say;
}

/** Plans for the lab's control planes and more and more simulated workers that repeat what a worker of the lab answers. */
export async function benchScale(lab: Lab, { sizes, runs, say }: ScaleOptions): Promise<ScaleFigures> {
  await goodKmagic(['apply', '--yes', inventoryOf(lab)]);
  const folder = await mkdtemp(join(tmpdir(), 'kmagic-bench-scale-'));
  try {
    await using simulation = startSimulation();
    const keyFile = join(folder, 'key');
    const workers = namedWorkers(Math.max(...sizes));
    const real = lab.hosts.find((host) => !host.groups.includes('kube_control_plane'))!;
    const ids = await lab.exec(real.name, 'cat /etc/machine-id /proc/sys/kernel/random/boot_id');
    const [machineId = '', bootId = ''] = ids.stdout.split('\n');
    const realHost = sshCommand(lab.state, hostNamed(lab.state, real.name), []);
    const { ports } = await simulation.tell({ do: 'listen', hosts: workers.map((worker) => worker.name), realHost, keyFile });
    const inventoryFor = (count: number): Promise<string> =>
      writeScaleInventory(lab, join(folder, String(count)), { count, workers: { ports, keyFile } });
    await makeAlike(simulation, await inventoryFor(workers.length), { real: { ...real, machineId, bootId }, workers, say });
    const points: ScalePoint[] = [];
    for (const size of sizes) {
      const inventory = await inventoryFor(size);
      // Once uncounted: host keys are noted, and what was never asked before is.
      await goodKmagic(planOf(inventory));
      const before = await simulation.tell({ do: 'account' });
      const measured = [];
      for (let run = 0; run < runs; run += 1) measured.push(await goodKmagic(planOf(inventory)));
      const after = await simulation.tell({ do: 'account' });
      if (after.asked !== before.asked) throw new Error('the simulated hosts were asked something new while they were measured');
      const last = measured.at(-1)!;
      const costs = hostCosts(last.stderr).filter(({ host }) => host.startsWith('worker'));
      points.push({
        hosts: size,
        tasks: Number(/(\d+) unchanged/.exec(last.stdout)?.[1]),
        wallMs: spreadOf(measured.map((run) => run.wallMs)).median,
        cpuMs: spreadOf(measured.map((run) => run.cpuMs)).median,
        peakRssMiB: spreadOf(measured.map((run) => run.peakRssMiB)).median,
        simulationCpuMs: (after.cpuMs - before.cpuMs) / runs,
        roundTrips: Math.max(...costs.map((cost) => cost.roundTrips)),
        bytes: Math.max(...costs.map((cost) => cost.bytesSent + cost.bytesReceived)),
      });
      say(`${size} hosts: ${(points.at(-1)!.wallMs / 1000).toFixed(1)} s`);
    }
    const slope = (of: (point: ScalePoint) => number): number => slopeOf(points.map((point) => ({ x: point.hosts, y: of(point) })));
    return {
      points,
      perHost: { wallMs: slope((p) => p.wallMs), cpuMs: slope((p) => p.cpuMs), peakRssKiB: slope((p) => p.peakRssMiB * 1024) },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function planOf(inventory: string): readonly string[] {
  return ['plan', '--stats', '--forks', '50', '--limit', 'kube_node', inventory];
}
