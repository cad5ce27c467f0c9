import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spreadOf } from '../figures.ts';
import type { Spread } from '../figures.ts';
import { measuredKmagic } from '../measured-kmagic.ts';
import { writeLargeInventory } from './large-inventory.ts';
import type { Layout, Size } from './large-inventory.ts';

/** Reading and evaluating one layout, each run in a process of its own. */
export interface InventoryPoint {
  readonly layout: Layout;
  readonly hosts: number;
  /** Values evaluated. */
  readonly values: number;
  readonly loadMs: Spread;
  readonly evaluateMs: Spread;
  readonly wholeMs: Spread;
  /** The whole of `kmagic validate`, which also checks every value and name. */
  readonly validateMs: Spread;
  readonly peakRssMiB: number;
}

export interface InventoryFigures {
  readonly points: readonly InventoryPoint[];
}

interface Printed {
  readonly hosts: number;
  readonly values: number;
  readonly loadMs: number;
  readonly evaluateMs: number;
  readonly peakRssMiB: number;
}

const size: Size = { hosts: 1000, variables: 200 };

/** Loads and evaluates an inventory of 1,000 hosts with 200 variables each, half of them templates; contacts nobody. */
export async function benchInventory(runs: number): Promise<InventoryFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'kmagic-bench-inventory-'));
  try {
    const points: InventoryPoint[] = [];
    for (const layout of ['group_vars', 'mixed', 'host_vars'] as const) {
      const inventory = await writeLargeInventory(join(folder, layout), layout, size);
      const measured: Printed[] = [];
      const validations: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        measured.push(await evaluateAll(inventory));
        validations.push(await validate(inventory));
      }
      const [first] = measured;
      points.push({
        layout,
        hosts: first?.hosts ?? 0,
        values: first?.values ?? 0,
        loadMs: spreadOf(measured.map((one) => one.loadMs)),
        evaluateMs: spreadOf(measured.map((one) => one.evaluateMs)),
        wholeMs: spreadOf(measured.map((one) => one.loadMs + one.evaluateMs)),
        validateMs: spreadOf(validations),
        peakRssMiB: Math.max(...measured.map((one) => one.peakRssMiB)),
      });
    }
    return { points };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function evaluateAll(inventory: string): Promise<Printed> {
  const program = fileURLToPath(new URL('evaluate-all.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, inventory]);
  return JSON.parse(stdout) as Printed;
}

async function validate(inventory: string): Promise<number> {
  const { stdout, stderr, wallMs } = await measuredKmagic(['validate', inventory]);
  // Its variables are nobody's, which is a problem, and none of its own.
  if (!stdout.includes(`${size.hosts} hosts: `))
    throw new Error(`kmagic validate did not come to an end:\n${stdout}${stderr}`.slice(-4000));
  return wallMs;
}
