import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveVariables } from '../vars/variables.ts';
import { connectionOf } from './connection.ts';
import { loadInventory } from './load-inventory.ts';

const cwd = join(import.meta.dirname, '../../../..');

describe('the example inventories', () => {
  it('ha5 has three control-plane hosts with etcd and two workers', () => {
    const inventory = loadInventory({ files: ['examples/ha5/inventory.ini'], cwd });
    expect(inventory.warnings).toEqual([]);
    expect(Object.fromEntries(inventory.groups)).toMatchObject({
      kube_control_plane: ['node1', 'node2', 'node3'],
      etcd: ['node1', 'node2', 'node3'],
      kube_node: ['node4', 'node5'],
      k8s_cluster: ['node1', 'node2', 'node3', 'node4', 'node5'],
    });
    const variables = resolveVariables(inventory, { env: {} });
    for (const host of inventory.hosts) for (const variable of variables.all(host.name).values()) expect(variable.value).toBeDefined();
    expect(variables.get('node5', 'kube_cert_dir')?.value).toBe('/etc/kubernetes/ssl');
    expect(connectionOf('node5', variables, { user: 'me', home: '/home/me' })).toMatchObject({
      address: '192.168.50.15',
      user: 'ubuntu',
      become: 'sudo',
    });
  });

  it('single has one host in every group', () => {
    const inventory = loadInventory({ files: ['examples/single/inventory.yaml'], cwd });
    expect(inventory.warnings).toEqual([]);
    expect(inventory.hosts.map((host) => host.groups)).toEqual([['etcd', 'k8s_cluster', 'kube_control_plane', 'kube_node']]);
  });
});
