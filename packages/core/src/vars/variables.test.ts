import { describe, expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { memoryFiles } from '../inventory/file-tree.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { resolveVariables } from './variables.ts';
import type { VariableOptions, Variables } from './variables.ts';

const inventory =
  '[kube_control_plane]\nnode1 ip=192.0.2.1\nnode2 ip=192.0.2.2\n[kube_node]\nnode3 ip=192.0.2.3\n[etcd:children]\nkube_control_plane\n';

function resolved(all: string, options: VariableOptions = {}): Variables {
  const tree = memoryFiles({ 'i.ini': inventory, 'group_vars/all.yml': all, 'pki/ca.pem': 'PEM\n' });
  return resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }), { env: { HOME: '/root' }, ...options });
}

function failure(all: string, name: string): KmagicError {
  try {
    expect(resolved(all).get('node1', name)?.value).toBeNull();
  } catch (error) {
    expect(error).toBeInstanceOf(KmagicError);
    return error as KmagicError;
  }
  throw new Error('nothing was thrown');
}

describe('a variable', () => {
  it('has the value that won, its definition, and what that outranked', () => {
    const tree = memoryFiles({ 'i.ini': '[kube_node]\nnode1 v=host\n[all:vars]\nv=all\n', 'group_vars/kube_node.yml': 'v: group\n' });
    const variables = resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }));
    const variable = variables.get('node1', 'v');
    expect(variable?.value).toBe('host');
    expect(variable?.definition.source).toEqual({ file: 'i.ini', line: 2, column: 7 });
    expect(variable?.overrode.map((definition) => definition.value)).toEqual(['group', 'all']);
  });

  it('that nobody defines is undefined', () => {
    expect(resolved('a: 1').get('node1', 'b')).toBeUndefined();
  });

  it('is evaluated at any depth, keys left as written', () => {
    const variables = resolved('base: /etc\nlist: ["{{ base }}/a", {"{{ base }}": "{{ base }}"}]\n');
    expect(variables.get('node1', 'list')?.value).toEqual(['/etc/a', { '{{ base }}': '/etc' }]);
  });

  it('is evaluated for each host with its own variables, once, when first read', () => {
    let evaluations = 0;
    const variables = resolved('url: "http://{{ ip }}"\nbroken: "{{ nothing }}"\n', {
      evaluator: {
        isTemplate: (text) => text.includes('{{'),
        evaluate: (text, scope) => ((evaluations += 1), `${text} ${String(scope.lookup('ip'))}`),
        evaluateSecret: (text) => text,
      },
    });
    expect(variables.all('node1').size).toBe(3);
    expect(evaluations).toBe(0);
    const read = () => variables.all('node1').get('url')?.value;
    expect([read(), read(), variables.get('node1', 'url')?.value]).toEqual(Array(3).fill('http://{{ ip }} 192.0.2.1'));
    expect(evaluations).toBe(1);
    expect(variables.get('node2', 'url')?.value).toContain('192.0.2.2');
  });
});

describe('a template', () => {
  it('sees groups, hostvars and the host itself', () => {
    const value = (template: string) => resolved(`t: "${template}"`).get('node3', 't')?.value;
    expect(value('{{ groups.kube_control_plane }}')).toEqual(['node1', 'node2']);
    expect(value("{{ groups['kube-master'] | length }}")).toBe('2');
    expect(value('{{ hostvars[groups.etcd[0]].ip }}')).toBe('192.0.2.1');
    expect(value("{{ groups.etcd | map('extract', hostvars, 'ip') | join(',') }}")).toBe('192.0.2.1,192.0.2.2');
    expect(value('{{ inventory_hostname }} {{ group_names }}')).toBe("node3 ['k8s_cluster', 'kube_node']");
    expect(value('{{ inventory_dir }} {{ inventory_file }}')).toBe('/site /site/i.ini');
    expect(value("{{ vars['ip'] }} {{ 'bastion' in groups }}")).toBe('192.0.2.3 False');
  });

  it('reads files beside the inventory and the environment', () => {
    const variables = resolved(
      "ca: \"{{ lookup('file', 'pki/ca.pem') }}\"\nhome: \"{{ lookup('env', 'HOME') }}\"\nno: \"{{ lookup('env', 'NOPE') }}\"\n",
    );
    expect(['ca', 'home', 'no'].map((name) => variables.get('node1', name)?.value)).toEqual(['PEM', '/root', '']);
  });

  it('sees facts where they are given, below every definition', () => {
    const facts = () => ({ ansible_default_ipv4: { address: '198.51.100.1' }, ip: 'fact' });
    const variables = resolved('a: "{{ ansible_default_ipv4.address }} {{ ip }}"', { facts });
    expect(variables.get('node1', 'a')?.value).toBe('198.51.100.1 192.0.2.1');
  });
});

describe('a template that cannot be evaluated', () => {
  it('names the place, the expression and the nearest name', () => {
    const error = failure('kube_version: 1\na: "v{{ kube_verison }}"\n', 'a');
    expect(error).toMatchObject({
      code: 'badVariable',
      host: 'node1',
      hint: "did you mean 'kube_version'?",
      message: "group_vars/all.yml:2:9: variable 'a' of node1: in {{ kube_verison }}: 'kube_verison' is undefined",
    });
  });

  it('names who needed it', () => {
    expect(failure('a: "{{ b }}"\nb: "{{ c }}"\nc: "{{ d }}"\n', 'a').message).toBe(
      "group_vars/all.yml:3:8: variable 'c' of node1: in {{ d }}: 'd' is undefined, needed by 'b' (group_vars/all.yml:2:1), needed by 'a' (group_vars/all.yml:1:1)",
    );
  });

  it('names a cycle along its path', () => {
    const error = failure('a: "{{ b }}"\nb: ["{{ c }}"]\nc: "{{ b }}"\n', 'a');
    expect(error.message).toBe("group_vars/all.yml:2:1: 'b' depends on itself: b -> c -> b");
    expect(error.hint).toBe('give one of them a value of its own: b at group_vars/all.yml:2:1, c at group_vars/all.yml:3:1');
  });

  it('names a cycle through other hosts', () => {
    expect(failure("a: \"{{ hostvars['node2' if inventory_hostname == 'node1' else 'node1'].a }}\"", 'a').message).toBe(
      "group_vars/all.yml:1:1: 'a' depends on itself: a of node1 -> a of node2 -> a of node1",
    );
  });

  it('says that facts are missing, or that kmagic does not have them', () => {
    expect(failure('a: "{{ ansible_default_ipv4.address }}"', 'a')).toMatchObject({
      code: 'needsFacts',
      hint: 'it needs facts of node1, which are not known yet: kmagic check asks for them; or give the value itself, or a default: ansible_default_ipv4 | default(...)',
    });
    const variables = resolved('a: "{{ ansible_mounts }}"', { facts: () => ({ ansible_hostname: 'n' }) });
    expect(() => variables.get('node1', 'a')?.value).toThrow(
      expect.objectContaining({
        code: 'badVariable',
        hint: 'kmagic does not ask hosts for this fact; give the value itself, or a default: ansible_mounts | default(...)',
      }),
    );
  });

  it.each([
    [
      'ansible_eth1.ipv4.address',
      'node1 has no interface eth1 with an IPv4 address; give the value itself, or a default: ansible_eth1 | default(...)',
    ],
    [
      'ansible_facts.eth1.ipv4.address',
      'the host has no interface eth1 with an IPv4 address; give the value itself, or add: | default(...)',
    ],
    [
      'ansible_default_ipv4.gateway',
      'kmagic does not ask hosts for this part of ansible_default_ipv4; give the value itself, or add: | default(...)',
    ],
    [
      "hostvars['node1'].ansible_eth0.ipv4.netmask",
      'kmagic does not ask hosts for this part of ansible_eth0; give the value itself, or add: | default(...)',
    ],
    ['ansible_default_ipv4.adress', "did you mean 'address'?"],
  ])('says what of facts there is not: %s', (template, hint) => {
    const known = {
      ansible_default_ipv4: { address: '192.0.2.9', interface: 'eth0', type: 'ether' },
      ansible_eth0: { device: 'eth0', active: true, ipv4: { address: '192.0.2.9' } },
    };
    const variables = resolved(`a: "{{ ${template} }}"`, { facts: () => ({ ...known, ansible_facts: known }) });
    expect(() => variables.get('node1', 'a')?.value).toThrow(expect.objectContaining({ code: 'badVariable', hint }));
  });

  it('works again after the error for what does not need it', () => {
    const variables = resolved('a: "{{ nothing }}"\nb: "{{ ip }}"\n');
    expect(() => variables.get('node1', 'a')?.value).toThrow('undefined');
    expect(variables.get('node1', 'b')?.value).toBe('192.0.2.1');
    expect(() => variables.get('node1', 'a')?.value).toThrow('undefined');
  });

  it.each<readonly [string, string, string]>([
    ['a line of a block', 'x: 1\na: |\n  one\n  two {{ ip }} {{ nope }}\n', 'group_vars/all.yml:4:19'],
    ['a folded block', 'a: >-\n  {%- if ip is defined -%}\n  [{{ nope\n  }}]\n  {%- endif -%}\n', 'group_vars/all.yml:3:7'],
    ['an item of a list', 'b: 1\na:\n  - "{{ ip }}"\n  - name: "x-{{ nope }}"\n', 'group_vars/all.yml:4:17'],
    ['a statement', 'a: "{% for x in nope %}{{ x }}{% endfor %}"\n', 'group_vars/all.yml:1:17'],
    ['a name within an expression', 'a: "{{ ip if nope else 1 }}"\n', 'group_vars/all.yml:1:14'],
    ['quoted text that is written in another way', 'a: "{{ \\"x\\" ~ nope }}"\n', 'group_vars/all.yml:1:16'],
    ['text that is not in the file as it is', 'a: "\\u007b{ ip }} {{ 1 / 0 }}"\n', 'group_vars/all.yml:1:24'],
  ])('names the very place in %s', (_, yaml, place) => {
    expect(failure(yaml, 'a').message.split(': ')[0]).toBe(place);
  });

  it('is only undefined where something has a default for it', () => {
    const variables = resolved(
      'a: "{{ nope }}"\nb: "x{{ a }}"\nc: "{{ b | default(\'instead\') }}"\nd: "{{ b is defined }}"\ne: "{{ 1 / 0 }}"\nf: "{{ e | default(1) }}"\n',
    );
    expect(variables.get('node1', 'c')?.value).toBe('instead');
    expect(variables.get('node1', 'd')?.value).toBe(false);
    expect(() => variables.get('node1', 'f')?.value).toThrow('group_vars/all.yml:5:10: variable');
  });

  it('a host that is not in the inventory is a usage error with the nearest name', () => {
    expect(() => resolved('a: 1').get('node9', 'a')).toThrow("there is no host 'node9' in the inventory");
  });
});

it('a thousand hosts with two hundred variables, half of them templates, are evaluated each once', () => {
  const plain = Array.from({ length: 100 }, (_, n) => `plain_${n}: value ${n}`).join('\n');
  const templates = Array.from({ length: 100 }, (_, n) => `template_${n}: "{{ plain_${n} }} on {{ inventory_hostname | upper }}"`).join(
    '\n',
  );
  const tree = memoryFiles({ 'i.ini': 'node[0001:1000]\n', 'group_vars/all.yml': `${plain}\n${templates}\n` });
  const variables = resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }));
  let evaluated = 0;
  for (const host of variables.inventory.hosts)
    for (const variable of variables.all(host.name).values()) evaluated += variable.value === undefined ? 0 : 1;
  expect(evaluated).toBe(200_000);
  expect(variables.get('node1000', 'template_99')?.value).toBe('value 99 on NODE1000');
});
