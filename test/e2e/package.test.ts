import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPublished, printed } from '../published/install-published.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const inventory = join(root, 'examples/ha5/inventory.ini');
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kmagic-packages-'));
  await installPublished(home);
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

describe('the packages as they are published, installed with npm', () => {
  it('run with npx, and find the templates and the catalog they need', async () => {
    expect(await printed('npx', ['--no', 'kmagic', '--version'], home)).toMatch(/^\d+\.\d+\.\d+\n$/);
    const graph = await printed('npx', ['--no', 'kmagic', 'graph', inventory], home);
    expect(graph).toContain('Wait until coredns runs');
    expect(graph).toBe(await printed(process.execPath, ['packages/cli/bin/kmagic.mjs', 'graph', inventory], root));
  });

  it('are a library, with types', async () => {
    await writeFile(
      join(home, 'program.ts'),
      `import { planRun, type Plan } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';
const opened: Promise<unknown> = openCluster({ inventories: [], clock: Date.now }, apply);
await opened.catch((error: Error) => console.log(typeof planRun, error.message));
export type P = Plan;
`,
    );
    const program = await printed(process.execPath, ['program.ts'], home);
    expect(program).toMatch(/^function .*inventory/);
    const compilerOptions = {
      noEmit: true,
      strict: true,
      target: 'es2024',
      module: 'nodenext',
      typeRoots: [join(root, 'node_modules/@types')],
    };
    await writeFile(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
    expect(await printed(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], home)).toBe('');
  });
});
