import { describe, expect, it } from 'vitest';
import { Secret } from '../secret/secret.ts';
import { memoryFiles } from './file-tree.ts';
import { inventoryGraph } from './inventory-graph.ts';
import { inventoryTree, listInventory, writtenValues } from './list-inventory.ts';
import { loadInventory } from './load-inventory.ts';

const inventory = loadInventory({
  files: ['hosts.yml'],
  cwd: '/site',
  tree: memoryFiles({
    'hosts.yml': `
all:
  vars: {shared: 1}
  children:
    web:
      hosts: {h1: {port: 80}, h2: }
      vars: {ansible_group_priority: 5, tags: [a, true, null, "it's"]}
      children: {inner: {hosts: {h2: }}}
    other: {children: {inner: }}
    empty:
`,
    'group_vars/inner.yml': 'url: "{{ shared }}"\nraw: !unsafe "{{"\n',
  }),
});

describe('an inventory in the shape of ansible-inventory', () => {
  it('--list: every group that holds something, and the variables of hosts as written', () => {
    const tags = ['a', true, null, "it's"];
    expect(listInventory(inventory)).toEqual({
      _meta: {
        hostvars: {
          h1: { shared: 1, port: 80, tags },
          h2: { shared: 1, tags, url: '{{ shared }}', raw: expect.objectContaining({ text: '{{' }) as unknown },
        },
      },
      all: { children: ['ungrouped', 'web', 'other', 'empty'] },
      web: { children: ['inner'], hosts: ['h1', 'h2'] },
      inner: { hosts: ['h2'] },
      other: { children: ['inner'] },
    });
  });

  it('--list --yaml: each group once with what it holds, each host once with its variables', () => {
    expect(inventoryTree(inventory, ({ name }) => ({ name }))).toEqual({
      all: {
        children: {
          web: { children: { inner: { hosts: { h2: { name: 'h2' } } } }, hosts: { h1: { name: 'h1' }, h2: {} } },
          other: { children: { inner: {} } },
        },
      },
    });
  });

  it('--graph: the tree alone', () => {
    expect(inventoryGraph(inventory).join('\n')).toBe(
      `
@all:
  |--@ungrouped:
  |--@web:
  |  |--@inner:
  |  |  |--h2
  |  |--h1
  |  |--h2
  |--@other:
  |  |--@inner:
  |  |  |--h2
  |--@empty:`.trimStart(),
    );
  });

  it('--graph --vars: variables as Python prints them below hosts and groups, secrets masked', () => {
    const values = { secret: new Secret('hunter2'), list: [1, { a: new Secret('x') }] };
    const lines = inventoryGraph(inventory, (host) => (host.name === 'h1' ? values : writtenValues(host)));
    expect(lines.join('\n')).toBe(
      `
@all:
  |--@ungrouped:
  |--@web:
  |  |--@inner:
  |  |  |--h2
  |  |  |  |--{raw = {{}
  |  |  |  |--{shared = 1}
  |  |  |  |--{tags = ['a', True, None, "it's"]}
  |  |  |  |--{url = {{ shared }}}
  |  |  |--{raw = {{}
  |  |  |--{url = {{ shared }}}
  |  |--h1
  |  |  |--{list = [1, {'a': '(secret)'}]}
  |  |  |--{secret = (secret)}
  |  |--h2
  |  |  |--{raw = {{}
  |  |  |--{shared = 1}
  |  |  |--{tags = ['a', True, None, "it's"]}
  |  |  |--{url = {{ shared }}}
  |  |--{ansible_group_priority = 5}
  |  |--{tags = ['a', True, None, "it's"]}
  |--@other:
  |  |--@inner:
  |  |  |--h2
  |  |  |  |--{raw = {{}
  |  |  |  |--{shared = 1}
  |  |  |  |--{tags = ['a', True, None, "it's"]}
  |  |  |  |--{url = {{ shared }}}
  |  |  |--{raw = {{}
  |  |  |--{url = {{ shared }}}
  |--@empty:
  |--{shared = 1}`.trimStart(),
    );
  });
});

describe('child groups', () => {
  it('join their parent where their own section begins, those known before where they are named, as in Ansible', () => {
    const { tree } = loadInventory({
      files: ['hosts'],
      cwd: '/site',
      tree: memoryFiles({ hosts: '[late]\nh\n[top:children]\nthird\nsecond\nlate\n[second]\nh\n[third:vars]\nx=1\n[third]\nh\n' }),
    });
    expect(tree.get('top')?.children).toEqual(['late', 'second', 'third']);
    expect(tree.get('all')?.children).toEqual(['ungrouped', 'top']);
  });
});
