import { cpus, loadavg, release, totalmem } from 'node:os';
import type { InstallFigures } from './install/install.ts';
import type { InventoryFigures } from './inventory/inventory.ts';
import type { NoopFigures } from './noop.ts';
import type { ScaleFigures } from './scale/scale.ts';
import type { SurveyFigures } from './survey/survey.ts';

/** All that was measured in one run of the benchmark; what `--out` writes. */
export interface Results {
  readonly machine: Machine;
  readonly install?: InstallFigures;
  readonly noop?: NoopFigures;
  readonly scale?: ScaleFigures;
  readonly survey?: SurveyFigures;
  readonly inventory?: InventoryFigures;
}

/** What the figures depend on most. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  /** Processes that wanted to run before anything was measured, on average of a minute: other work is in every figure. */
  readonly loadBefore: number;
}

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
  };
}
