import type { Lab } from '../lab/lab.ts';
import { inventoryOf } from './bench-lab.ts';
import { spreadOf, type Spread } from './figures.ts';
import { goodKmagic, hostCosts, type HostCost } from './measured-kmagic.ts';

export interface NoopFigures {
  readonly wallMs: Spread;
  readonly cpuMs: Spread;
  readonly peakRssMiB: number;
  /** `kmagic --version`: what the program costs before it does anything. */
  readonly start: { readonly wallMs: number; readonly cpuMs: number };
  readonly tasks: number;
  readonly hosts: readonly HostCost[];
}

/** An apply where nothing differs, several times; makes the cluster first where it is not one. */
export async function benchNoop(lab: Lab, runs: number): Promise<NoopFigures> {
  const apply = ['apply', '--yes', '--stats', inventoryOf(lab)];
  await goodKmagic(apply);
  const measured = [];
  for (let run = 0; run < runs; run += 1) measured.push(await goodKmagic(apply));
  const last = measured.at(-1)!;
  const unchanged = /^Plan: 0 to change, (\d+) unchanged/m;
  for (const { stdout } of measured) if (!unchanged.test(stdout)) throw new Error(`this was to change nothing:\n${stdout}`);
  const starts = [];
  for (let run = 0; run < runs; run += 1) starts.push(await goodKmagic(['--version']));
  return {
    wallMs: spreadOf(measured.map((run) => run.wallMs)),
    cpuMs: spreadOf(measured.map((run) => run.cpuMs)),
    peakRssMiB: Math.max(...measured.map((run) => run.peakRssMiB)),
    start: { wallMs: spreadOf(starts.map((run) => run.wallMs)).median, cpuMs: spreadOf(starts.map((run) => run.cpuMs)).median },
    tasks: Number(unchanged.exec(last.stdout)?.[1]),
    hosts: hostCosts(last.stderr).toSorted((a, b) => a.host.localeCompare(b.host)),
  };
}
