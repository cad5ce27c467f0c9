import { describe, expect, it } from 'vitest';
import { memoryFiles } from './file-tree.ts';
import type { Inventory } from './inventory.ts';
import { loadInventory } from './load-inventory.ts';

function load(files: Readonly<Record<string, string>>, ...inputs: readonly string[]): Inventory {
  return loadInventory({ files: inputs.length > 0 ? inputs : [Object.keys(files)[0] ?? ''], cwd: '/site', tree: memoryFiles(files) });
}

/** What each variable of a host comes to, templates unevaluated. */
function values(inventory: Inventory, host: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(inventory.hosts.find((one) => one.name === host)?.definitions.map(({ name, value }) => [name, value]) ?? []);
}

describe('precedence', () => {
  const files = {
    'i.ini':
      '[child]\na v=host\n[aside]\na\n[parent:children]\nchild\n[all:vars]\nv=all\n[parent:vars]\nv=parent\n[child:vars]\nv=child\n[aside:vars]\nv=aside\n',
    'group_vars/all.yml': 'v: all file',
    'group_vars/parent.yml': 'v: parent file',
    'group_vars/child.yml': 'v: child file',
    'group_vars/aside.yml': 'v: aside file',
    'host_vars/a.yml': 'v: host file',
  };

  it('goes from all to the deepest group in the inventory, then the same in group_vars, then the host', () => {
    const inventory = loadInventory({ files: ['i.ini'], extraVars: ['v=extra'], cwd: '/site', tree: memoryFiles(files) });
    expect(inventory.hosts[0]?.definitions.map(({ value, layer, owner }) => [value, layer, owner])).toEqual([
      ['all', 'groupInventory', 'all'],
      ['aside', 'groupInventory', 'aside'],
      ['parent', 'groupInventory', 'parent'],
      ['child', 'groupInventory', 'child'],
      ['all file', 'groupFile', 'all'],
      ['aside file', 'groupFile', 'aside'],
      ['parent file', 'groupFile', 'parent'],
      ['child file', 'groupFile', 'child'],
      ['host', 'hostInventory', 'a'],
      ['host file', 'hostFile', 'a'],
      ['extra', 'extra', ''],
    ]);
  });

  it('orders groups of one depth by ansible_group_priority, then by name', () => {
    const groups = '[a]\nh\n[b]\nh\n[c]\nh\n[a:vars]\nv=a\n[b:vars]\nv=b\n[c:vars]\nv=c\n';
    expect(values(load({ i: groups }), 'h')).toEqual({ v: 'c' });
    expect(values(load({ i: `${groups}[a:vars]\nansible_group_priority=10\n` }), 'h')).toEqual({ v: 'a' });
  });

  it('a group that is reached by two ways has the depth of the longer', () => {
    const inventory = load({
      i: '[leaf]\nh\n[mid:children]\nleaf\n[top:children]\nmid\nleaf\n[zzz:children]\nmid\n[zzz:vars]\nv=zzz\n[leaf:vars]\nv=leaf\n',
    });
    expect(values(inventory, 'h')).toEqual({ v: 'leaf' });
  });

  it('lets a later inventory outrank an earlier one, its group_vars too', () => {
    const tree = {
      'a/i.ini': '[g]\nh x=1\n[g:vars]\nv=a\n',
      'a/group_vars/g.yml': 'w: a',
      'b/i.yml': 'g: {vars: {v: b}, hosts: {h: {x: 2}}}',
      'b/group_vars/all.yml': 'w: b all',
      'b/group_vars/g.yml': 'w: b',
    };
    expect(values(load(tree, 'a/i.ini', 'b/i.yml'), 'h')).toEqual({ v: 'b', w: 'b', x: 2 });
    expect(values(load(tree, 'b/i.yml', 'a/i.ini'), 'h')).toEqual({ v: 'a', w: 'a', x: 1 });
    expect(load(tree, 'b/i.yml', 'a/i.ini').baseDir).toBe('/site/b');
  });
});
