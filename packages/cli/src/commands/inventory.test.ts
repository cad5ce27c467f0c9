import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const place = mkdtempSync(join(tmpdir(), 'kmagic-inventory-'));
afterAll(() => rmSync(place, { recursive: true }));

beforeAll(() => {
  mkdirSync(join(place, 'group_vars'));
  writeFileSync(join(place, 'hosts'), '[kube_node]\nn1 ip=192.0.2.1\nn2\n[kube_node:vars]\nport=8080\n');
  writeFileSync(join(place, 'group_vars/all.yml'), 'url: "http://{{ ip }}:{{ port }}/"\n');
});

const inventory = (...args: readonly string[]): Promise<Ended> => kmagic(place, ['inventory', ...args, 'hosts']);

describe('kmagic inventory', () => {
  it('--host prints the variables of one host, templates as written, and with --evaluated what they come to', async () => {
    const written = { ip: '192.0.2.1', port: 8080, url: 'http://{{ ip }}:{{ port }}/' };
    expect(await inventory('--host', 'n1')).toMatchObject({ code: 0, stdout: `${JSON.stringify(written, null, 4)}\n` });
    expect(await inventory('--host', 'n1', '--evaluated', '--json')).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify({ ...written, url: 'http://192.0.2.1:8080/' }, null, 4)}\n`,
    });
  });

  it('leaves out what cannot be evaluated, says why, and ends with the status of that', async () => {
    const { code, stdout, stderr } = await inventory('--evaluated', '--yaml', '-e', 'own={{ port }}');
    expect(stdout).toBe(`all:
  children:
    k8s_cluster:
      hosts:
        n1: {}
        n2: {}
    kube_node:
      hosts:
        n1:
          ip: 192.0.2.1
          own: 8080
          port: 8080
          url: http://192.0.2.1:8080/
        n2:
          own: 8080
          port: 8080
`);
    expect(stderr).toMatch(/group_vars\/all\.yml:1:\d+: variable 'url' of n2: /);
    expect(code).toBe(11);
  });

  it('--graph prints the tree, k8s_cluster of its parts included', async () => {
    expect(await inventory('--graph')).toMatchObject({
      code: 0,
      stdout: '@all:\n  |--@ungrouped:\n  |--@kube_node:\n  |  |--n1\n  |  |--n2\n  |--@k8s_cluster:\n  |  |--n1\n  |  |--n2\n',
    });
  });

  it.each([
    [['--list', '--graph'], '--list and --graph do not go together'],
    [['--host', 'n1', '--list'], '--list and --host do not go together'],
    [['--yaml', '--json'], '--yaml and --json do not go together'],
    [['--graph', '--yaml'], '--graph is neither YAML nor JSON'],
    [['--vars'], '--vars belongs to --graph'],
    [['--host', 'n3'], "there is no host 'n3' in the inventory\n  hint: did you mean 'n1'?"],
  ])('%s is refused', async (args, message) => {
    const { code, stdout, stderr } = await inventory(...args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
  });
});
