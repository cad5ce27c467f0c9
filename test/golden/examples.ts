import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { StableFacts } from '@kmagic/core';
import type { ClusterFiles } from '@kmagic/tasks';

/** An example as a cluster is read from it, wherever and whenever that is; hosts say `facts` of themselves, if anything. */
export function exampleFiles(name: 'ha5' | 'single' | 'lab', facts?: StableFacts): ClusterFiles {
  return {
    inventories: [name === 'ha5' ? 'examples/ha5/inventory.ini' : name === 'single' ? 'examples/single/inventory.yaml' : labInventory()],
    extraVars: name === 'lab' ? ['lab_prefix=10.88.0'] : [],
    clock: () => Date.UTC(2026, 5, 1),
    factStore: { load: () => Promise.resolve(facts), save: () => Promise.resolve() },
  };
}

/** Without what a lab that stands on this machine wrote beside it. */
function labInventory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'kmagic-example-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  cpSync('examples/lab', directory, { recursive: true, filter: (source) => !source.endsWith('/lab.yml') && !source.includes('/.kmagic') });
  return join(directory, 'inventory.yaml');
}
