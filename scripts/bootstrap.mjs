// Runs on any Node >= 18: what is here must not need anything of the workspace.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** The environment in which the workspace's own programs, its Node among them, come first. */
export function workspaceEnv(extra = {}) {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/** Says a step, before it is done. */
export function say(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** Runs a program of the workspace with its output shown; the exit status. */
export function runStep(command, args, extra = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: workspaceEnv(extra) });
  if (error) process.stderr.write(`${command} cannot be run: ${error.message}\n`);
  return status ?? 1;
}

/** Installs the workspace (pnpm, its packages, its own Node) where what is installed is not what the lock file says; ends the process where that fails. */
export function bootstrap() {
  if (isInstalled()) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  say(
    `Installing the workspace with ${packageManager} (packages and a Node of its own, into node_modules; nothing outside this directory)`,
  );
  const status = runStep('npx', ['-y', packageManager, 'install', '--frozen-lockfile'], { CI: '1' });
  if (status === 0) return;
  process.stderr.write('the workspace could not be installed: see above; an npm registry must be reachable the first time\n');
  process.exit(status);
}

function isInstalled() {
  const installed = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  if (!existsSync(installed) || !existsSync(join(bin, 'node'))) return false;
  return readFileSync(installed, 'utf8') === readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
}
