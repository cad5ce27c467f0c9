import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foreignSoftware, lookForForeignSoftware, parseForeignSoftware, type ForeignSoftware } from './foreign-software.ts';

/** As systemd prints units: those it does not know have no path. */
const shown = (unit: string, path: string, state: { readonly active: string; readonly enabled: string }): string =>
  [`Id=${unit}`, `ActiveState=${state.active}`, `FragmentPath=${path}`, `UnitFileState=${state.enabled}`]
    .map((line) => `unit ${line}\n`)
    .join('');
const blank = 'unit \n';

it('what runs or will run is seen, whoever installed it where; what is only installed, or unknown, is not', () => {
  const printed = [
    shown('containerd.service', '/lib/systemd/system/containerd.service', { active: 'active', enabled: 'enabled' }),
    shown('docker.service', '/lib/systemd/system/docker.service', { active: 'inactive', enabled: 'enabled' }),
    shown('crio.service', '/lib/systemd/system/crio.service', { active: 'inactive', enabled: 'disabled' }),
    shown('kubelet.service', '/etc/systemd/system/kubelet.service', { active: 'activating', enabled: 'disabled' }),
    shown('k3s.service', '', { active: 'inactive', enabled: '' }),
  ].join(blank);
  expect(parseForeignSoftware(`systemd\n${printed}drop-in kubelet.service /etc/a b.conf\nport 22\n`)).toEqual({
    units: [
      { unit: 'containerd.service', path: '/lib/systemd/system/containerd.service' },
      { unit: 'docker.service', path: '/lib/systemd/system/docker.service' },
      { unit: 'kubelet.service', path: '/etc/systemd/system/kubelet.service' },
    ],
    dropIns: [{ unit: 'kubelet.service', path: '/etc/a b.conf' }],
  });
});

const none: ForeignSoftware = { units: [], dropIns: [] };
const docker: ForeignSoftware = { ...none, units: [{ unit: 'docker.service', path: '/lib/systemd/system/docker.service' }] };

it('it is refused, unless people say that it shall not matter', () => {
  const { kind } = foreignSoftware;
  expect(kind.diff({ isIgnored: false }, none)).toEqual([]);
  expect(kind.diff({ isIgnored: true }, docker)).toEqual([]);
  expect(() => kind.diff({ isIgnored: false }, docker)).toThrow(
    'the host has docker.service (/lib/systemd/system/docker.service), which kmagic has not installed',
  );
});

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'foreign-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** What is seen on a host whose files these are; undefined: a link to /dev/null, as `systemctl mask` makes it. */
function seenWith(files: Readonly<Record<string, string | undefined>>): ForeignSoftware {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    if (text === undefined) symlinkSync('/dev/null', join(root, path));
    else writeFileSync(join(root, path), text, { mode: 0o755 });
  }
  const input = lookForForeignSoftware
    .real()
    .replaceAll(/(\/etc|\/run|\/usr|\/lib)\b(?=\S*\/systemd)|\/var\/lib\/kmagic/g, (d) => (d === '/lib' ? d : `${root}${d}`));
  const stdout = execFileSync('sh', { input, encoding: 'utf8', env: { PATH: `${root}/bin:${process.env['PATH'] ?? ''}` } });
  return parseForeignSoftware(stdout);
}

/** The drop-ins of it. */
const dropIns = (files: Readonly<Record<string, string | undefined>>): readonly string[] =>
  seenWith(files).dropIns.map(({ unit, path }) => `${unit} ${path.replace(root, '')}`);

const starts = '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet\n';
const vendor = 'usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';

it('drop-ins that change what is started are seen, others are not', () => {
  const proxy = '[Service]\nEnvironment=HTTP_PROXY=http://10.0.0.1\n';
  expect(dropIns({ [vendor]: starts, 'etc/systemd/system/containerd.service.d/http-proxy.conf': proxy })).toEqual([
    'kubelet.service /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf',
  ]);
});

it('one of the same name nearer to people stands for it', () => {
  expect(dropIns({ [vendor]: starts, 'etc/systemd/system/kubelet.service.d/10-kubeadm.conf': undefined })).toEqual([]);
});

const unit = 'etc/systemd/system/containerd.service';
const running = 'Id=kubelet.service\nActiveState=active\nFragmentPath=/etc/systemd/system/kubelet.service\nUnitFileState=enabled\n';
const systemctl = { 'bin/systemctl': `#!/bin/sh\ncat <<'END'\n${running}END\n` };

it("what runs is others' only where kmagic has brought no containerd yet", () => {
  expect(seenWith(systemctl).units).toEqual([{ unit: 'kubelet.service', path: '/etc/systemd/system/kubelet.service' }]);
  expect(seenWith({ ...systemctl, 'var/lib/kmagic/applied': 'created\tf\tfile:path:/etc/hosts\n' }).units).toHaveLength(1);
  // The root stands before the path in the script, and so in the list.
  expect(seenWith({ ...systemctl, 'var/lib/kmagic/applied': `created\tf\tunit:path:${join(root, unit)}\n` }).units).toEqual([]);
  expect(seenWith({ ...systemctl, [unit]: '[Service]\n' }).units).toEqual([]);
});
