import { describe, expect, it } from 'vitest';
import { memoryFiles } from './file-tree.ts';
import type { Inventory } from './inventory.ts';
import { loadInventory } from './load-inventory.ts';
import { WholeFloat } from '../vars/evaluator/values.ts';

function load(files: Readonly<Record<string, string>>, ...inputs: readonly string[]): Inventory {
  return loadInventory({ files: inputs.length > 0 ? inputs : [Object.keys(files)[0] ?? ''], cwd: '/site', tree: memoryFiles(files) });
}

/** What each variable of a host comes to, templates unevaluated. */
function values(inventory: Inventory, host: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(inventory.hosts.find((one) => one.name === host)?.definitions.map(({ name, value }) => [name, value]) ?? []);
}

const kubespray = `
[all]
node1 ansible_host=192.0.2.11 etcd_member_name=etcd1
node2 ansible_host=192.0.2.12
node3 ansible_host=192.0.2.13

[kube_control_plane]
node2
node1

[etcd:children]
kube_control_plane

[kube_node]
node3
`;

describe('an INI inventory', () => {
  it('keeps hosts in the order they are first named, and members in the order of their group', () => {
    const inventory = load({ 'inventory.ini': kubespray });
    expect(inventory.hosts.map((host) => host.name)).toEqual(['node1', 'node2', 'node3']);
    expect(inventory.groups.get('kube_control_plane')).toEqual(['node2', 'node1']);
    expect(inventory.groups.get('etcd')).toEqual(['node2', 'node1']);
    expect(inventory.groups.get('all')).toEqual(['node1', 'node2', 'node3']);
    expect(inventory.warnings).toEqual([]);
    expect(inventory.baseDir).toBe('/site');
  });

  it('tells a group and a host of one name apart; what the file sets for the host counts for the group, as in Ansible', () => {
    const inventory = load({
      'inventory.ini': 'early a=1\n[bastion]\nbastion ansible_host=192.0.2.1 by=line\nsecond\n[early]\nthird\n',
      'group_vars/bastion.yml': 'of: group\nby: file\n',
      'host_vars/bastion.yml': 'of: host\n',
    });
    expect(values(inventory, 'bastion')).toEqual({ ansible_host: '192.0.2.1', by: 'file', of: 'host' });
    expect(values(inventory, 'second')).toEqual({ ansible_host: '192.0.2.1', by: 'file', of: 'group' });
    expect(values(inventory, 'early')).toEqual({ a: 1 });
    expect(values(inventory, 'third')).toEqual({});
    expect(inventory.groups.get('bastion')).toEqual(['bastion', 'second']);
    expect(inventory.warnings).toEqual([
      "inventory.ini:3:1: variables of the host 'bastion' count for the group of that name, as in Ansible; what only the host is to have goes into host_vars/bastion.yml",
      "inventory.ini:5:2: 'early' is both a group and a host (inventory.ini:1:1)",
    ]);
  });

  it('types values as Python literals and leaves anything else text', () => {
    const inventory = load({
      'inventory.ini':
        'node1:2222 a=1 b=true c=True d="x y" e=0644 f=\'["p", 2]\' g=1.5 h=1.2.3 i=None j=x#y # end\n[all:vars]\nk = {"a": [1]} # note\nl = text # kept\nm = "quoted" # gone\nn=\no=1, 2\n',
    });
    expect(values(inventory, 'node1')).toEqual({
      ansible_port: 2222,
      a: 1,
      b: 'true',
      c: true,
      d: 'x y',
      e: '0644',
      f: ['p', 2],
      g: 1.5,
      h: '1.2.3',
      i: null,
      j: 'x',
      k: { a: [1] },
      l: 'text # kept',
      m: 'quoted',
      n: '',
      o: [1, 2],
    });
  });

  it('says where each definition stands', () => {
    const inventory = load({ 'lab/inventory.ini': 'node1\n\n[kube_node]\n  node1 ip=192.0.2.1\n' }, 'lab/inventory.ini');
    const [definition] = inventory.hosts[0]?.definitions ?? [];
    expect(definition).toEqual({
      name: 'ip',
      value: '192.0.2.1',
      layer: 'hostInventory',
      owner: 'node1',
      source: { file: 'lab/inventory.ini', line: 4, column: 9 },
    });
    expect(inventory.hosts[0]).toMatchObject({ source: { file: 'lab/inventory.ini', line: 1, column: 1 }, inventoryDir: '/site/lab' });
  });

  it('puts hosts of no group into ungrouped, and takes them out when another file groups them', () => {
    expect(load({ i: 'a\nb\n[web]\nb\n' }).groups.get('ungrouped')).toEqual(['a']);
    expect(load({ 'i.ini': 'a\nb\n', 'j.ini': '[web]\na\n' }, 'i.ini', 'j.ini').groups.get('ungrouped')).toEqual(['b']);
  });
});

describe('a YAML inventory', () => {
  it('reads groups, children, ranges and variables at any depth', () => {
    const inventory = load({
      'inventory.yaml': `
all:
  vars: {a: 1}
  hosts:
    node[1:2]: {ip: 192.0.2.1}
  children:
    k8s_cluster:
      children:
        kube_control_plane:
          vars: {b: yes}
          hosts: {node1: }
        kube_node:
          hosts: {node2: {ip: 192.0.2.2}}
`,
    });
    expect(inventory.groups.get('k8s_cluster')).toEqual(['node1', 'node2']);
    expect(inventory.hosts[0]?.groups).toEqual(['k8s_cluster', 'kube_control_plane']);
    expect(values(inventory, 'node1')).toEqual({ a: 1, b: true, ip: '192.0.2.1' });
    expect(values(inventory, 'node2')).toEqual({ a: 1, ip: '192.0.2.2' });
  });

  it('reads scalars as YAML 1.1: yes and octal numbers, but no dates, no y and no 1e3', () => {
    const inventory = load({
      'i.yaml': 'all: {hosts: {a: }}',
      'group_vars/all.yml': 'a: on\nb: 0644\nc: 2024-01-02\nd: y\ne: 1e3\nf: 1_000\ng: ~\nh: "no"\ni: 0o17\nj: 1.5e+3\nk: 0899\n',
    });
    expect(values(inventory, 'a')).toEqual({
      a: true,
      b: 420,
      c: '2024-01-02',
      d: 'y',
      e: '1e3',
      f: 1000,
      g: null,
      h: 'no',
      i: '0o17',
      j: new WholeFloat(1500),
      k: '0899',
    });
  });

  it('resolves anchors and merge keys', () => {
    const inventory = load({
      'i.yaml': 'x: {hosts: {a: }}',
      'group_vars/all.yml': 'base: &base {k: 1, l: 2}\nuse: {<<: *base, l: 3}\nsame: *base\n<<: *base\n',
    });
    expect(values(inventory, 'a')).toEqual({ base: { k: 1, l: 2 }, use: { k: 1, l: 3 }, same: { k: 1, l: 2 }, k: 1, l: 2 });
  });

  it('is recognised by what it says where the name has no extension', () => {
    expect(load({ hosts: '# hosts\nall:\n  hosts: {a: }\n' }).hosts).toHaveLength(1);
    expect(load({ hosts: '[all]\na\n' }).hosts).toHaveLength(1);
    expect(load({ 'hosts.json': '{"all": {"hosts": {"a": {"x": 1}}}}' }).hosts).toHaveLength(1);
  });
});

describe("kubespray's groups", () => {
  it('k8s_cluster is made of control plane, nodes and route reflectors where the inventory does not say', () => {
    expect(load({ i: kubespray }).groups.get('k8s_cluster')).toEqual(['node2', 'node1', 'node3']);
    expect(load({ i: `${kubespray}\n[k8s_cluster:vars]\nx=1\n` }).groups.get('k8s_cluster')).toEqual(['node2', 'node1', 'node3']);
    expect(load({ i: `${kubespray}\n[k8s_cluster:children]\nkube_node\n` }).groups.get('k8s_cluster')).toEqual(['node3']);
    expect(load({ i: 'a\n' }).groups.has('k8s_cluster')).toBe(false);
  });

  it('the k8s_cluster made so gets its variables and does not raise the precedence of its members', () => {
    const inventory = load({
      i: 'x\n[kube_node]\na\n[zone]\na\n[kube_node:vars]\nv=node\n[zone:vars]\nv=zone\n',
      'group_vars/k8s_cluster.yml': 'w: cluster\n',
    });
    expect(values(inventory, 'a')).toEqual({ v: 'zone', w: 'cluster' });
  });

  it('former dashed names are read as the current ones, with a note, in files of variables too', () => {
    const inventory = load({
      'i.ini': '[kube-master]\na\n[k8s-cluster:children]\nkube-master\n',
      'group_vars/kube-master.yml': 'x: 1\n',
      'group_vars/k8s-cluster/k8s.yml': 'y: 2\n',
    });
    expect(inventory.hosts[0]?.groups).toEqual(['k8s_cluster', 'kube_control_plane']);
    expect(values(inventory, 'a')).toEqual({ x: 1, y: 2 });
    expect(inventory.warnings[0]).toBe("i.ini:1:2: group 'kube-master' is read as 'kube_control_plane', its name today");
  });
});

describe('files of variables', () => {
  it('are read from a directory in name order, subdirectories too, hidden and backup files left out', () => {
    const inventory = load({
      'i.ini': 'h\n',
      'group_vars/all/20.yml': 'v: 20\n',
      'group_vars/all/10.yml': 'v: 10\nw: 10\n',
      'group_vars/all/30/a.json': '{"v": 30}',
      'group_vars/all/.hidden.yml': 'v: hidden\n',
      'group_vars/all/99.yml~': 'v: backup\n',
    });
    expect(values(inventory, 'h')).toEqual({ v: 30, w: 10 });
    expect(inventory.warnings).toEqual([]);
  });

  it('are found without extension, with .yml, .yaml and .json, the first of these only', () => {
    expect(values(load({ 'i.ini': 'h', 'host_vars/h': 'v: 1' }), 'h')).toEqual({ v: 1 });
    expect(values(load({ 'i.ini': 'h', 'host_vars/h.yaml': 'v: 1' }), 'h')).toEqual({ v: 1 });
    const both = load({ 'i.ini': 'h', 'group_vars/all.yml': 'v: file', 'group_vars/all/x.yml': 'v: directory' });
    expect(values(both, 'h')).toEqual({ v: 'directory' });
    expect(both.warnings).toEqual(['group_vars/all.yml: not read, all stands beside it and goes first']);
  });

  it('that nobody reads are said, with the nearest name', () => {
    const inventory = load({
      'i.ini': '[kube_node]\nnode1\n',
      'group_vars/kube_nodes.yml': 'x: 1',
      'host_vars/node2.yml': 'x: 1',
      'group_vars/all/notes.text': 'x',
    });
    expect(inventory.warnings).toEqual([
      'group_vars/all/notes.text: not read, variable files end in .yml, .yaml, .json or have no extension',
      "group_vars/kube_nodes.yml: not read, there is no group 'kube_nodes'; did you mean 'kube_node'?",
      "host_vars/node2.yml: not read, there is no host 'node2'; did you mean 'node1'?",
    ]);
  });

  it('that are empty or only comments define nothing', () => {
    expect(values(load({ 'i.ini': 'h', 'group_vars/all.yml': '---\n# nothing\n', 'host_vars/h.yml': '' }), 'h')).toEqual({});
  });
});

describe('a directory as inventory', () => {
  it('is read file by file in name order, group_vars beside them', () => {
    const inventory = load(
      { 'inv/2-hosts': 'h v=2\n', 'inv/1.yml': 'web: {hosts: {h: {v: 1}, g: }}', 'inv/group_vars/all.yml': 'w: 3', 'inv/readme.md': '#' },
      'inv',
    );
    expect(inventory.hosts.map((host) => host.name)).toEqual(['h', 'g']);
    expect(values(inventory, 'h')).toEqual({ v: 2, w: 3 });
    expect(inventory.warnings).toEqual(['inv/readme.md: not read, files ending in .md are no inventories']);
  });
});

it('.ini files of a directory are read only where nothing else is there, as Ansible leaves them out', () => {
  const beside = load({ 'inv/hosts.yml': 'web: {hosts: {h: }}', 'inv/deep/old.ini': 'gone\n' }, 'inv');
  expect(beside.hosts.map((host) => host.name)).toEqual(['h']);
  expect(beside.warnings).toEqual([
    'inv/deep/old.ini: not read, as Ansible leaves out .ini files in directories; name it: -i inv/deep/old.ini',
  ]);
  expect(load({ 'inv/a.ini': 'g\n', 'inv/group_vars/all.yml': 'x: 1' }, 'inv').hosts.map((host) => host.name)).toEqual(['g']);
});

describe('extra variables', () => {
  const tree = memoryFiles({ 'i.ini': 'h v=1\n', 'extra.yml': 'f: [1]\nv: file\n' });
  const extra = (...extraVars: readonly string[]) => values(loadInventory({ files: ['i.ini'], extraVars, cwd: '/site', tree }), 'h');

  it('are words, JSON, YAML or a file, later ones over earlier ones', () => {
    expect(extra('v=2 w="a b"')).toEqual({ v: '2', w: 'a b' });
    expect(extra('{"v": 2, "l": [1, true]}')).toEqual({ v: 2, l: [1, true] });
    expect(extra('{v: yes}')).toEqual({ v: true });
    expect(extra('v={{ a | default(1) }}/x w=in"side"')).toEqual({ v: '{{ a | default(1) }}/x', w: 'in"side"' });
    expect(extra('v=x', '@extra.yml')).toEqual({ v: 'file', f: [1] });
  });

  it.each([
    ['word', '-e[1]:1:1: a word is not name=value'],
    ['@missing.yml', '-e @missing.yml: no such file'],
    ['./extra.yml', '-e ./extra.yml: looks like a file'],
    ['a="b', '-e[1]:1:3: the quote " is never closed'],
    ['a=1 b={{ c', '-e[1]:1:7: {{ is never closed'],
    ['[1]', '-e[1]:1:1: extra variables must be a mapping of names to values'],
  ])('%s is refused', (argument, message) => {
    expect(() => extra(argument)).toThrow(message);
  });
});

it('a thousand hosts share the definitions of their groups', () => {
  const variables = Array.from({ length: 200 }, (_, n) => `variable_${n}: "{{ base }}/${n}"`).join('\n');
  const inventory = load({ 'i.ini': '[kube_node]\nnode[0001:1000] base=/x\n', 'group_vars/all.yml': variables });
  expect(inventory.hosts).toHaveLength(1000);
  expect(inventory.hosts[999]?.definitions).toHaveLength(201);
});
