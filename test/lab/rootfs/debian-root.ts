import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labHome } from '../lab-home.ts';
import { attempt, run } from '../run-command.ts';
import { readAptSetup, ubuntuScript } from './apt-sources.ts';
import type { ReleaseName } from './releases.ts';

/** Makes a Debian or Ubuntu in `dir` with `packages`, of this machine's release if none is named; downloaded packages are kept for the next one. */
export async function debianRoot(dir: string, packages: readonly string[], wanted?: ReleaseName): Promise<void> {
  const apt = await readAptSetup(wanted);
  const cache = join(labHome(), 'debs', apt.codename);
  await mkdir(cache, { recursive: true });
  const env = aptEnvironment(apt.configuration);
  const options = [
    '--variant=minbase',
    `--cache-dir=${cache}`,
    `--components=${apt.components.join(',')}`,
    `--include=${packages.join(',')}`,
  ];
  const unchecked = apt.isUnchecked ? ['--no-check-gpg'] : [];
  const script = apt.isUnchecked && apt.distribution === 'ubuntu' ? [ubuntuScript] : [];
  await run(['debootstrap', ...unchecked, ...options, apt.codename, dir, apt.mirror, ...script], { env });
  await rm(join(dir, 'var/cache/apt/archives'), { recursive: true, force: true });
  await mkdir(join(dir, 'var/cache/apt/archives/partial'), { recursive: true });
}

/** Whether the mirror of a release answers: not every machine reaches those of other releases and distributions. */
export async function hasMirror(release: ReleaseName): Promise<boolean> {
  const apt = await readAptSetup(release).catch(() => undefined);
  if (apt === undefined) return false;
  const probe = ['wget', '-q', '--spider', '--tries=2', '--timeout=15', `${apt.mirror}/dists/${apt.codename}/Release`];
  return (await attempt(probe, { env: aptEnvironment(apt.configuration) })).code === 0;
}

/** Runs a program inside a root file system. */
export function inRoot(dir: string, command: readonly string[], input = ''): Promise<string> {
  return run(['chroot', dir, ...command], { input, env: { LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' } });
}

/** Takes out what a running container never reads: documentation, translations, apt's lists. */
export async function slim(dir: string): Promise<void> {
  for (const path of ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/info', 'usr/share/lintian']) {
    await rm(join(dir, path), { recursive: true, force: true });
  }
  for (const path of ['var/lib/apt/lists', 'var/cache/apt', 'var/cache/debconf', 'var/log', 'dev', 'tmp']) {
    for (const name of await readdir(join(dir, path)).catch(() => [])) {
      await rm(join(dir, path, name), { recursive: true, force: true });
    }
  }
  // These carry times and this machine's resolver.
  await rm(join(dir, 'etc/machine-id'), { force: true });
  await writeFile(join(dir, 'etc/resolv.conf'), '');
}

// debootstrap downloads with wget, which knows proxies by environment only.
function aptEnvironment(configuration: string): Readonly<Record<string, string>> {
  const proxy = /^Acquire::http::Proxy "([^"]+)"/im.exec(configuration)?.[1];
  return proxy === undefined || proxy === 'DIRECT' ? {} : { http_proxy: proxy };
}
