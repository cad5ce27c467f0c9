import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The package that brings the collections, and those of them that are taken out of it: all of it would be half a gigabyte. */
const collections = { package: 'ansible==11.13.0', names: ['ansible/utils', 'ansible/netcommon', 'community/general'] };

/** Why real Ansible cannot be had; the message says what to do. */
export class NoAnsible extends Error {}

/** The Python of a virtual environment with the pinned Ansible, made where there is none; `say` hears what takes long. */
export function oraclePython(say: (text: string) => void): string {
  const version = run(
    'python3',
    ['-c', 'import sys; print(sys.version)'],
    'Python 3.11 or newer is needed: install python3 and python3-venv',
  );
  const requirements = readFileSync(join(here, 'requirements.txt'), 'utf8');
  const key = createHash('sha256')
    .update([version, requirements, JSON.stringify(collections)].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const home = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kmagic-ansible');
  const place = join(home, key);
  const python = join(place, 'bin', 'python');
  if (existsSync(join(place, 'complete'))) return python;
  say(`Making a virtual environment with ${requirements.match(/^ansible-core.*$/m)?.[0] ?? 'Ansible'} in ${place}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  run('python3', ['-m', 'venv', place], 'install python3-venv');
  const pip = ['-m', 'pip', '--quiet', '--disable-pip-version-check'];
  const reach = 'PyPI must be reachable (pip install ansible-core), the first time';
  run(python, [...pip, 'install', '-r', join(here, 'requirements.txt')], reach);
  const wheels = join(place, 'wheels');
  run(python, [...pip, 'download', '--no-deps', '--dest', wheels, collections.package], reach);
  run(python, ['-c', unpack, wheels, ...collections.names], 'try again');
  rmSync(wheels, { recursive: true });
  writeFileSync(join(place, 'complete'), '');
  return python;
}

const unpack = `
import glob, sys, sysconfig, zipfile
wheels, *names = sys.argv[1:]
wheel = zipfile.ZipFile(glob.glob(wheels + '/*.whl')[0])
wanted = tuple('ansible_collections/' + name + '/' for name in names)
wheel.extractall(sysconfig.get_paths()['purelib'], [name for name in wheel.namelist() if name.startswith(wanted)])
`;

function run(command: string, args: readonly string[], hint: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  const why = (error?.message ?? stderr).trim().split('\n').slice(-3).join('\n');
  throw new NoAnsible(`real Ansible cannot be had: ${command} ${args.slice(0, 6).join(' ')} failed\n${why}\n${hint}`);
}
