import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ObtainedFile } from './artifact/obtain-files.ts';
import { labDir, repositoryRoot } from './lab-home.ts';
import type { LabState } from './lab-state.ts';
import type { PlannedHost } from './topology.ts';

const examples = join(repositoryRoot, 'examples', 'lab');

/** The folder of a lab's inventory. */
export function inventoryDir(lab: string): string {
  return join(labDir(lab), 'inventory');
}

/** Writes `inventory.yaml` and `group_vars/all/{lab,settings}.yml`; for the default lab also the example's `lab.yml`. */
export async function writeInventory(state: LabState, files: readonly ObtainedFile[]): Promise<void> {
  const dir = inventoryDir(state.name);
  const variables = labVariables(state, files);
  await mkdir(join(dir, 'group_vars', 'all'), { recursive: true });
  await writeFile(join(dir, 'inventory.yaml'), inventoryText(state.hosts));
  await writeFile(join(dir, 'group_vars', 'all', 'lab.yml'), variables);
  await copyFile(join(examples, 'group_vars', 'all', 'settings.yml'), join(dir, 'group_vars', 'all', 'settings.yml'));
  if (state.name === 'lab' && existsSync(examples)) await writeFile(join(examples, 'group_vars', 'all', 'lab.yml'), variables);
}

/** The inventory of hosts in the form of examples/lab/inventory.yaml: addresses follow from `lab_prefix`. */
function inventoryText(hosts: readonly PlannedHost[]): string {
  const members = (group: string): string => {
    const names = hosts.filter((host) => (host.groups as readonly string[]).includes(group)).map((host) => host.name);
    return names.length === 0 ? ' {}\n' : `\n${names.map((name) => `        ${name}:\n`).join('')}`;
  };
  const all = hosts.map(
    (host, i) =>
      `    ${host.name}:\n      ansible_host: "{{ lab_prefix }}.${11 + i}"\n      ip: "{{ lab_prefix }}.${11 + i}"\n` +
      (host.groups.includes('etcd') ? `      etcd_member_name: etcd-${host.name}\n` : ''),
  );
  const group = (name: string): string => `    ${name}:\n      hosts:${members(name)}`;
  return (
    "# The lab's hosts. group_vars/all/lab.yml (written by `pnpm lab up`) says where they are.\nall:\n  hosts:\n" +
    `${all.join('')}  children:\n` +
    ['kube_control_plane', 'etcd', 'kube_node'].map(group).join('') +
    `    k8s_cluster:\n      children:\n        kube_control_plane:\n        kube_node:\n`
  );
}

function labVariables(state: LabState, files: readonly ObtainedFile[]): string {
  const registry = `http://${state.bridge}:5000`;
  const checksums = new Map<string, Map<string, [version: string, sha256: string][]>>();
  for (const { file, sha256 } of files) {
    const [variable, architecture, version] = file.checksum;
    const architectures = checksums.get(variable) ?? new Map<string, [string, string][]>();
    checksums.set(variable, architectures.set(architecture, [...(architectures.get(architecture) ?? []), [version, sha256]]));
  }
  const checksumLines = [...checksums].flatMap(([variable, architectures]) => [
    `${variable}:`,
    ...[...architectures].flatMap(([architecture, versions]) => [
      `  ${architecture}:`,
      ...versions.map(([version, sha256]) => `    "${version}": "sha256:${sha256}"`),
    ]),
  ]);
  return [
    `# Written by \`pnpm lab up\` for the lab "${state.name}": where it is and what it serves.`,
    `lab_prefix: "${state.prefix}"`,

    'ansible_user: root',
    `ansible_ssh_private_key_file: ${JSON.stringify(join(labDir(state.name), 'id_ed25519'))}`,
    `files_repo: "http://${state.bridge}:8080"`,
    'containerd_registries_mirrors:',
    '  - prefix: _default',
    `    server: "${registry}"`,
    '    mirrors:',
    `      - host: "${registry}"`,
    '        capabilities: [pull, resolve]',
    '        skip_verify: true',
    '# The lab builds these files from source, so their checksums are its own.',
    ...checksumLines,
    '',
  ].join('\n');
}
