import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The workspace's Node before any other. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };

/** What a program prints; rejects with all it said where it fails. */
export async function printed(command: string, args: readonly string[], cwd: string): Promise<string> {
  const run = promisify(execFile)(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: unknown) => {
    const { message, stdout: said } = error as Error & { readonly stdout: string };
    throw new Error(`${message}\n${said}`);
  });
  return stdout;
}

/** Builds the packages and installs them with npm into an empty directory, as people get them; gives the path of the program. */
export async function installPublished(home: string): Promise<string> {
  await printed(process.execPath, ['scripts/build.mjs'], root);
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly packageManager: string };
  for (const name of ['core', 'tasks', 'cli']) {
    await printed('npx', ['-y', packageManager, 'pack', '--pack-destination', home], join(root, 'packages', name));
  }
  const tarballs = (await readdir(home)).filter((file) => file.endsWith('.tgz'));
  await writeFile(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  await printed('npm', ['install', '--no-audit', '--no-fund', ...tarballs.map((file) => `./${file}`)], home);
  return join(home, 'node_modules/kmagic/bin/kmagic.mjs');
}
