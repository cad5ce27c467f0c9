import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { Say } from './progress.ts';
import { attempt, run } from './run-command.ts';

// Debian package to a file it brings.
const needed: Readonly<Record<string, string>> = {
  podman: '/usr/bin/podman',
  runc: '/usr/sbin/runc',
  netavark: '/usr/lib/podman/netavark',
  debootstrap: '/usr/sbin/debootstrap',
  skopeo: '/usr/bin/skopeo',
  'docker-registry': '/usr/bin/docker-registry',
  'dnsmasq-base': '/usr/sbin/dnsmasq',
  nftables: '/usr/sbin/nft',
  iptables: '/usr/sbin/iptables',
  iproute2: '/sbin/ip',
  'openssh-client': '/usr/bin/ssh-keygen',
  gcc: '/usr/bin/gcc',
  'libc6-dev': '/usr/include/stdio.h',
  'libseccomp-dev': '/usr/include/seccomp.h',
  'pkg-config': '/usr/bin/pkg-config',
};

/** Installs the Debian packages the lab needs and this machine lacks, saying so first; needs root. */
export async function ensurePrerequisites(say: Say): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('the lab makes containers with systemd and mounts: run it as root');
  const missing = Object.entries(needed)
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name);
  if (missing.length > 0) await install(missing, say);
  if ((await attempt(['sh', '-c', 'command -v go'])).code !== 0) {
    say('note: there is no `go` here; artifacts that are not cached can only come from KMAGIC_LAB_ARTIFACTS or the internet');
  }
}

async function install(packages: readonly string[], say: Say): Promise<void> {
  // Debian starts a registry as soon as it is installed, and it would take the lab's port on every address.
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    say('apt-get update');
    await run(['apt-get', 'update', '-q'], { env });
    say(`apt-get install ${packages.join(' ')}`);
    await run(['apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages], { env });
    if (packages.includes('docker-registry')) await attempt(['systemctl', 'disable', 'docker-registry']);
  } finally {
    if (ours) await rm(policy, { force: true });
  }
}
