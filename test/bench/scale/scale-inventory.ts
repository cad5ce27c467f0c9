import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { inventoryOf } from '../bench-lab.ts';
import type { Named } from './likeness.ts';

/** Simulated workers: their names, and how they are reached. */
export interface SimulatedWorkers {
  readonly ports: Readonly<Record<string, number>>;
  readonly keyFile: string;
}

/** So many simulated workers; the addresses are of the network set aside for benchmarks (RFC 2544). */
export function namedWorkers(count: number): readonly Named[] {
  return Array.from({ length: count }, (_, i) => {
    const id = (i + 1).toString(16);
    return {
      name: `worker${String(i + 1).padStart(3, '0')}`,
      address: `198.18.${Math.floor(i / 250)}.${(i % 250) + 1}`,
      machineId: id.padStart(32, '0'),
      bootId: `00000000-0000-4000-8000-${id.padStart(12, '0')}`,
    };
  });
}

/** Writes the inventory of the lab's control planes with `count` simulated workers instead of its own, and returns its path. */
export async function writeScaleInventory(
  lab: Lab,
  folder: string,
  { count, workers }: { count: number; workers: SimulatedWorkers },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await cp(join(dirname(inventoryOf(lab)), 'group_vars'), join(folder, 'group_vars'), { recursive: true });
  const planes = lab.hosts.filter((host) => host.groups.includes('kube_control_plane'));
  const named = namedWorkers(count);
  const names = named.map((worker) => worker.name);
  const members = (hosts: readonly string[]): object => ({ hosts: Object.fromEntries(hosts.map((name) => [name, null])) });
  const inventory = {
    all: {
      hosts: Object.fromEntries([
        ...planes.map(({ name, address }) => [name, planeVariables(name, address)] as const),
        ...named.map(({ name, address }) => [name, workerVariables(address, workers, workers.ports[name] ?? 0)] as const),
      ]),
      children: {
        kube_control_plane: members(planes.map((host) => host.name)),
        etcd: members(planes.map((host) => host.name)),
        kube_node: members(names),
        k8s_cluster: { children: { kube_control_plane: null, kube_node: null } },
      },
    },
  };
  const path = join(folder, 'inventory.yaml');
  await writeFile(path, `${JSON.stringify(inventory, undefined, 2)}\n`);
  return path;
}

// As the lab's own inventory names them: what is written for them on hosts depends on it.
function planeVariables(name: string, address: string): object {
  const at = address.replace(/.*\./, '{{ lab_prefix }}.');
  return { ansible_host: at, ip: at, etcd_member_name: `etcd-${name}` };
}

function workerVariables(address: string, { keyFile }: SimulatedWorkers, port: number): object {
  return {
    ansible_host: '127.0.0.1',
    ansible_port: port,
    ansible_ssh_private_key_file: keyFile,
    ip: address,
  };
}
