import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDir } from '../cached-dir.ts';
import { contentKey } from '../content-key.ts';
import { rootfsDir } from '../lab-home.ts';
import { withProgress, type Say } from '../progress.ts';
import { readAptSetup } from './apt-sources.ts';
import { debianRoot, inRoot } from './debian-root.ts';
import { hostPackages } from './host-packages.ts';
import { labInit } from './lab-init.ts';
import type { ReleaseName } from './releases.ts';

const maskedUnits = [
  ...['systemd-udevd', 'systemd-udev-trigger', 'systemd-networkd', 'systemd-resolved', 'systemd-timesyncd'],
  ...['systemd-modules-load', 'sys-kernel-debug', 'sys-kernel-tracing', 'systemd-remount-fs', 'apt-daily', 'apt-daily-upgrade'],
];

const files: Readonly<Record<string, string>> = {
  'etc/sudoers.d/ops': 'ops ALL=(ALL:ALL) NOPASSWD: ALL\n',
  'etc/sudoers.d/opspw': 'opspw ALL=(ALL:ALL) ALL\n',
  'etc/ssh/sshd_config.d/lab.conf': 'PermitRootLogin prohibit-password\nUseDNS no\nMaxStartups 100:30:200\n',
  'etc/fstab': '# A lab host: its file system is mounted from outside.\n',
  'usr/sbin/lab-init': labInit,
};

/** The root file system hosts of a release (this machine's if none is named) start from; made once. Nothing in it belongs to one host. */
export async function hostRoot(say: Say, wanted?: ReleaseName): Promise<string> {
  const { codename } = await readAptSetup(wanted);
  const key = contentKey(`host-${codename}`, [3, hostPackages, maskedUnits, files]);
  return cachedDir(rootfsDir(key), (work) =>
    withProgress(say, `root file system of the hosts (${codename}, ${hostPackages.length} packages)`, async () => {
      await debianRoot(work, hostPackages, wanted);
      await dress(work, wanted);
    }),
  );
}

async function dress(dir: string, wanted: ReleaseName | undefined): Promise<void> {
  const apt = await readAptSetup(wanted);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  await chmod(join(dir, 'usr/sbin/lab-init'), 0o755);
  await writeFile(join(dir, 'etc/apt/sources.list'), apt.sourcesList);
  await writeFile(join(dir, 'etc/apt/apt.conf.d/99lab'), apt.configuration);
  for (const path of ['etc/sudoers.d/ops', 'etc/sudoers.d/opspw']) await chmod(join(dir, path), 0o440);
  for (const unit of maskedUnits) {
    for (const suffix of unit.startsWith('apt-') ? ['.service', '.timer'] : [unit.startsWith('sys-') ? '.mount' : '.service']) {
      await rm(join(dir, 'etc/systemd/system', unit + suffix), { force: true });
      await symlink('/dev/null', join(dir, 'etc/systemd/system', unit + suffix));
    }
  }
  await inRoot(dir, ['useradd', '-m', '-s', '/bin/bash', '-c', 'passwordless sudo', 'ops']);
  await inRoot(dir, ['useradd', '-m', '-s', '/bin/bash', '-c', 'sudo with a password', 'opspw']);
  await inRoot(dir, ['sh', '-c', 'rm -f /etc/ssh/ssh_host_* /etc/machine-id /var/lib/dbus/machine-id && : > /etc/machine-id']);
  // A server that has been in use knows the package lists; without them each host would have to fetch 9 MB first.
  await inRoot(dir, ['apt-get', 'update', '-q']);
}
