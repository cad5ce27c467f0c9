import { describe, expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { memoryFiles } from './file-tree.ts';
import { loadInventory } from './load-inventory.ts';

/** What goes wrong in files named `inventory.yaml` or `inventory.ini`, and the message it gives. */
const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, message: string])[] = [
  [
    'a duplicate key',
    { 'inventory.yaml': 'all:\n  hosts:\n    a:\n    a:\n' },
    'inventory.yaml:4:5: this key was given before in the same mapping, in line 3',
  ],
  [
    'a duplicate variable',
    { 'inventory.ini': 'a', 'group_vars/all.yml': 'x: 1\ny: 2\nx: 3\n' },
    'group_vars/all.yml:3:1: this key was given before in the same mapping, in line 1',
  ],
  ['a tab as indentation', { 'inventory.yaml': 'all:\n\thosts:\n' }, 'inventory.yaml:2:1: a tab in the indentation'],
  [
    'broken YAML',
    { 'inventory.yaml': 'all: {hosts: [a\n' },
    'inventory.yaml:1:14: the [ here is not closed, or a line of it is not indented',
  ],
  ['a second document', { 'inventory.yaml': 'all: {hosts: {a: }}\n---\nall:\n' }, 'inventory.yaml:2:1: a second YAML document begins here'],
  [
    'an alias without anchor',
    { 'inventory.ini': 'a', 'group_vars/all.yml': 'x: *nothing\n' },
    'group_vars/all.yml:1:4: there is no anchor &nothing above',
  ],
  [
    'an unquoted template',
    { 'inventory.ini': 'a', 'group_vars/all.yml': 'x: {{ y }}\n' },
    'group_vars/all.yml:1:4: a value that begins with {{ must stand in quotes',
  ],
  [
    'an unknown tag',
    { 'inventory.ini': 'a', 'group_vars/all.yml': 'x: !secret y\n' },
    'group_vars/all.yml:1:12: the tag !secret is unknown',
  ],
  ['a list for an inventory', { 'inventory.yaml': '- a\n- b\n' }, 'inventory.yaml:1:1: an inventory must be a mapping of groups'],
  ['a list of hosts', { 'inventory.yaml': 'all:\n  hosts:\n    - a\n' }, "inventory.yaml:3:5: the hosts of group 'all' must be a mapping"],
  [
    'a list of children',
    { 'inventory.yaml': 'all:\n  children: [a]\n' },
    "inventory.yaml:2:13: the children of group 'all' must be a mapping",
  ],
  [
    'group variables that are text',
    { 'inventory.yaml': 'all:\n  vars: x\n  hosts: {a: }\n' },
    "inventory.yaml:2:9: the vars of group 'all' must be a mapping",
  ],
  [
    'host variables that are a list',
    { 'inventory.yaml': 'all:\n  hosts:\n    a: [x]\n' },
    "inventory.yaml:3:8: the variables of host 'a' must be a mapping",
  ],
  ['a group that is text', { 'inventory.yaml': 'all: a\n' }, "inventory.yaml:1:6: group 'all' must be a mapping"],
  ['an unknown section of a group', { 'inventory.yaml': 'all:\n  host:\n    a:\n' }, "inventory.yaml:2:3: group 'all' cannot have 'host'"],
  [
    'a group file that is a list',
    { 'inventory.ini': 'a', 'group_vars/all.yml': '- x\n' },
    'group_vars/all.yml:1:1: a variables file must be a mapping of names to values',
  ],
  [
    'a host file that is text',
    { 'inventory.ini': 'a', 'host_vars/a': 'hello\n' },
    'host_vars/a:1:1: a variables file must be a mapping of names to values',
  ],
  [
    'the output of a script',
    { 'inventory.yaml': '{"_meta": {}, "all": {}}' },
    'inventory.yaml:1:1: this is the output of an inventory script',
  ],
  ['a script', { 'inventory.ini': '#!/usr/bin/env python3\n' }, 'inventory.ini:1:1: inventory scripts are not run'],
  ['no hosts in YAML', { 'inventory.yaml': '' }, 'inventory.yaml:1:1: the inventory has no hosts'],
  ['no hosts in INI', { 'inventory.ini': '[kube_node]\n# node1\n' }, 'inventory.ini:1:1: the inventory has no hosts'],
  [
    'a host as child in INI',
    { 'inventory.ini': '[a]\nnode1\n[b:children]\nnode1\n' },
    "inventory.ini:4:1: 'node1' is a host but stands among the child groups of 'b'",
  ],
  [
    'a host as child in YAML',
    { 'inventory.yaml': 'a: {hosts: {node1: }}\nb: {children: {node1: }}\n' },
    "inventory.yaml:2:16: 'node1' is a host but stands among the child groups of 'b'",
  ],
  [
    'an undefined child',
    { 'inventory.ini': 'x\n[kube_node]\ny\n[b:children]\nkube_nodes\n' },
    "inventory.ini:5:1: group 'b' has the child 'kube_nodes', which no inventory defines; did you mean 'kube_node'?",
  ],
  [
    'variables of an undefined group',
    { 'inventory.ini': '[web]\nx\n[wep:vars]\na=1\n' },
    "inventory.ini:3:2: variables are set for the group 'wep', which no inventory defines; did you mean 'web'?",
  ],
  ['a host named all', { 'inventory.ini': '[web]\nx\nall\n' }, "inventory.ini:3:1: 'all' is both a host and a group (inventory.ini:1:1)"],
  [
    'a group within itself',
    { 'inventory.ini': 'x\n[a:children]\nb\n[b:children]\nc\n[c:children]\na\n' },
    "inventory.ini:7:1: the group 'a' contains itself: a -> b -> c -> a",
  ],
  [
    'a group as its own child',
    { 'inventory.yaml': 'a: {hosts: {x: }, children: {a: }}\n' },
    "inventory.yaml:1:30: the group 'a' contains itself: a -> a",
  ],
  ['a range without end', { 'inventory.ini': '[a]\n  node[1:]\n' }, "inventory.ini:2:3: the range [1:] in 'node[1:]' has no end"],
  [
    'a range that is not closed',
    { 'inventory.yaml': 'all: {hosts: {"node[1:3": }}\n' },
    "inventory.yaml:1:15: the range in 'node[1:3' is not closed with ']'",
  ],
  ['a range backwards', { 'inventory.ini': 'node[5:3]\n' }, 'inventory.ini:1:1: the range [5:3] begins after its end'],
  [
    'a padded range of two widths',
    { 'inventory.ini': 'node[01:100]\n' },
    'inventory.ini:1:1: the range [01:100] is padded, so both ends must have the same number of digits',
  ],
  [
    'a range of words',
    { 'inventory.ini': 'node[aa:bb]\n' },
    "inventory.ini:1:1: the range [aa:bb] in 'node[aa:bb]' is neither numbers nor single letters",
  ],
  [
    'a range with step zero',
    { 'inventory.ini': 'node[1:3:0]\n' },
    "inventory.ini:1:1: the step of the range [1:3:0] in 'node[1:3:0]' is not a positive number",
  ],
  [
    'a port that is a word',
    { 'inventory.ini': 'node1:ssh\n' },
    "inventory.ini:1:1: after the colon in 'node1:ssh' a port number is expected",
  ],
  ['a port out of range', { 'inventory.ini': 'node1:70000\n' }, 'inventory.ini:1:1: 70000 is not a port number'],
  [
    'a word behind a host',
    { 'inventory.ini': '[a]\nnode1 ansible_host = 192.0.2.1\n' },
    "inventory.ini:2:7: 'ansible_host' is not name=value",
  ],
  ['an open quote', { 'inventory.ini': 'node1 a="b\n' }, 'inventory.ini:1:9: the quote " is never closed'],
  ['a header that is not closed', { 'inventory.ini': 'x\n[a\n' }, "inventory.ini:2:1: the section header '[a' cannot be read"],
  ['a header of an unknown kind', { 'inventory.ini': 'x\n[a:host]\n' }, "inventory.ini:2:4: there is no section of the kind 'host'"],
  ['a variable among the children', { 'inventory.ini': '[a]\nx\n[b:children]\na c=1\n' }, "inventory.ini:4:1: 'a c=1' is not a group name"],
  ['a name alone among variables', { 'inventory.ini': 'x\n[all:vars]\nname\n' }, "inventory.ini:3:1: 'name' is not name=value"],
  [
    'a priority that is no number',
    { 'inventory.ini': '[a]\nx\n[a:vars]\nansible_group_priority=high\n' },
    "inventory.ini:4:1: ansible_group_priority of 'a' must be a whole number",
  ],
  [
    'host name with a comma',
    { 'inventory.yaml': 'all: {hosts: {"a,b": }}\n' },
    "inventory.yaml:1:15: the host name 'a,b' contains a space or comma",
  ],
  [
    'a merge of text',
    { 'inventory.ini': 'a', 'group_vars/all.yml': 'x: 1\n<<: text\n' },
    'group_vars/all.yml:2:1: a merge key << that does not hold a mapping',
  ],
];

describe('a bad inventory', () => {
  it.each(cases)('with %s is refused with its place', (_, files, message) => {
    const error = failure(files, 'badInventory');
    expect(error.message).toBe(message);
    expect(error.hint).toBeTruthy();
  });

  it('that does not exist is named with the place it was sought at', () => {
    const error = caught(() => loadInventory({ files: ['nowhere.ini'], cwd: '/site', tree: memoryFiles({}) }));
    expect(error).toMatchObject({
      code: 'badInventory',
      message: 'nowhere.ini: no such inventory file or directory',
      hint: 'it was sought as /site/nowhere.ini',
    });
  });

  it('never throws anything but a KmagicError, whatever its text', () => {
    const seeds = cases.flatMap(([, files]) => Object.entries(files));
    let state = 42;
    const random = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 3000; round += 1) {
      const [name, text] = seeds[random(seeds.length)] as [string, string];
      const [, other] = seeds[random(seeds.length)] as [string, string];
      const cut = random(text.length + 1);
      const mutated =
        text.slice(0, cut) +
        '[]{}:=,"\'&*!|>-#%@`\n\t $'.charAt(random(23)) +
        (random(2) === 0 ? text.slice(cut) : other.slice(random(other.length + 1)));
      const files = name.startsWith('inventory') ? { [name]: mutated } : { 'inventory.ini': 'a', [name]: mutated };
      const error = caught(() => loadInventory({ files: [Object.keys(files)[0] as string], cwd: '/site', tree: memoryFiles(files) }));
      expect(error === undefined || error instanceof KmagicError ? '' : `${mutated}: ${String((error as Error).stack)}`).toBe('');
    }
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

function failure(files: Readonly<Record<string, string>>, code: string): KmagicError {
  const error = caught(() => loadInventory({ files: [Object.keys(files)[0] as string], cwd: '/site', tree: memoryFiles(files) }));
  expect(error).toBeInstanceOf(KmagicError);
  expect((error as KmagicError).code).toBe(code);
  return error as KmagicError;
}
