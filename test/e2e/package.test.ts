import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const inventory = join(root, 'examples/ha5/inventory.ini');
/** The workspace's Node before any other. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
let home: string;

/** What a program prints, run where the packages are installed. */
async function printed(command: string, args: readonly string[], cwd = home): Promise<string> {
  const run = promisify(execFile)(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: unknown) => {
    const { message, stdout: said } = error as Error & { readonly stdout: string };
    throw new Error(`${message}\n${said}`);
  });
  return stdout;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kmagic-packages-'));
  await printed(process.execPath, ['scripts/build.mjs'], root);
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly packageManager: string };
  for (const name of ['core', 'tasks', 'cli']) {
    await printed('npx', ['-y', packageManager, 'pack', '--pack-destination', home], join(root, 'packages', name));
  }
  const tarballs = (await readdir(home)).filter((file) => file.endsWith('.tgz'));
  await writeFile(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  await printed('npm', ['install', '--no-audit', '--no-fund', ...tarballs.map((file) => `./${file}`)]);
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

describe('the packages as they are published, installed with npm', () => {
  it('run with npx, and find the templates and the catalog they need', async () => {
    expect(await printed('npx', ['--no', 'kmagic', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
    const graph = await printed('npx', ['--no', 'kmagic', 'graph', inventory]);
    expect(graph).toContain('Wait until CoreDNS serves');
    expect(graph).toBe(await printed(process.execPath, ['packages/cli/src/main.ts', 'graph', inventory], root));
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
    const program = await printed(process.execPath, ['program.ts']);
    expect(program).toMatch(/^function .*inventory/);
    const compilerOptions = {
      noEmit: true,
      strict: true,
      target: 'es2024',
      module: 'nodenext',
      typeRoots: [join(root, 'node_modules/@types')],
    };
    await writeFile(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
    expect(await printed(join(root, 'node_modules/.bin/tsc'), ['-p', '.'])).toBe('');
  });
});
