import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../inventory/file-tree.ts';
import { migrateInventory } from './migrate-inventory.ts';
import type { NameChanges } from './name-changes.ts';

const changes: NameChanges = {
  renamed: (name) => (name === 'old_name' ? { to: 'new_name', note: 'renamed to new_name in 2.30' } : undefined),
  removed: (name) => (name === 'gone' ? 'removed in 2.25: nobody needs it' : undefined),
};

const migrate = (files: Readonly<Record<string, string>>, inventory = 'hosts.yaml') =>
  migrateInventory({ inventories: [inventory], cwd: '/site', tree: memoryFiles(files) }, changes);

/** The text of group_vars/all.yml afterwards, and what was found. */
const variables = (text: string) => {
  const { files } = migrate({ 'hosts.yaml': 'all:\n', 'group_vars/all.yml': text });
  return { after: files[0]?.after ?? text, found: files.flatMap(({ findings }) => findings.map((f) => `${f.line} ${f.name} ${f.what}`)) };
};

const note = '# removed in 2.25: nobody needs it';

describe('files of variables', () => {
  it.each<readonly [what: string, before: string, after: string]>([
    ['nothing to do', 'a: 1 # old_name, gone\n', 'a: 1 # old_name, gone\n'],
    ['a key', 'old_name: 1   # why\nb: 2\n', 'new_name: 1   # why\nb: 2\n'],
    ['a quoted key', `"old_name": 'x'\n'b': 2\n`, `"new_name": 'x'\n'b': 2\n`],
    ['a key with an anchor', 'old_name: &x [1, 2]\nb: *x\n', 'new_name: &x [1, 2]\nb: *x\n'],
    ['a key of the same text as its value', 'old_name: old_name\n', 'new_name: old_name\n'],
    ['nested keys are no variables', 'a:\n  old_name: 1\n  gone: 2\n', 'a:\n  old_name: 1\n  gone: 2\n'],
    ['a block of text', 'old_name: |\n  gone: 1\n\n  old_name\nb: 2\n', 'new_name: |\n  gone: 1\n\n  old_name\nb: 2\n'],
    ['a removed line', 'a: 1\ngone: 2 # mine\nb: 3\n', `a: 1\n${note}\n# gone: 2 # mine\nb: 3\n`],
    ['the last line without its end', 'a: 1\ngone: 2', `a: 1\n${note}\n# gone: 2`],
    ['a removed variable without value', 'gone:\nb: 3\n', `${note}\n# gone:\nb: 3\n`],
    ['a removed list', 'gone:\n  - x\n\n  - y\n\n# about b\nb: 3\n', `${note}\n# gone:\n#   - x\n\n#   - y\n\n# about b\nb: 3\n`],
    ['a removed list at the margin', 'gone:\n- x\n- y\nb: 3\n', `${note}\n# gone:\n# - x\n# - y\nb: 3\n`],
    ['a removed block of text', 'gone: |\n  one\n\n  two\nb: 3\n', `${note}\n# gone: |\n#   one\n\n#   two\nb: 3\n`],
    ['a removed folded value', 'gone: "one\n  two"\nb: 3\n', `${note}\n# gone: "one\n#   two"\nb: 3\n`],
    [
      'a removed encrypted value',
      'gone: !vault |\n  $ANSIBLE_VAULT;1.1\n  00\nb: 3\n',
      `${note}\n# gone: !vault |\n#   $ANSIBLE_VAULT;1.1\n#   00\nb: 3\n`,
    ],
    ['the only variable', '---\ngone: 1\n', `---\n${note}\n# gone: 1\n`],
    ['both names', 'old_name: 1\nnew_name: 2\n', '# renamed to new_name in 2.30, and that is set as well\n# old_name: 1\nnew_name: 2\n'],
    ['lines ended as on Windows', 'old_name: 1\r\ngone: 2\r\nb: 3\r\n', `new_name: 1\r\n${note}\r\n# gone: 2\r\nb: 3\r\n`],
  ])('%s', (_, before, after) => {
    expect(variables(before).after).toBe(after);
    expect(variables(after).found).toEqual([]);
  });

  it.each<readonly [what: string, before: string, after: string]>([
    ['a template', 'a: "{{ old_name }}"\n', 'a: "{{ new_name }}"\n'],
    [
      'several, with filters',
      'a: \'{{ old_name | default(old_name + "old_name") }}-{{ b.old_name }}\'\n',
      'a: \'{{ new_name | default(new_name + "old_name") }}-{{ b.old_name }}\'\n',
    ],
    ['a list of templates', 'a:\n  - x: "{{ old_name }}" # {{ old_name }}\n', 'a:\n  - x: "{{ new_name }}" # {{ old_name }}\n'],
    ['a block of text', 'a: |\n  {% if old_name %}old_name{% endif %}\n', 'a: |\n  {% if new_name %}old_name{% endif %}\n'],
    [
      'other hosts',
      `a: "{{ hostvars['h'].old_name }}{{ hostvars[h]['old_name'] }}{{ x['old_name'] }}"\n`,
      `a: "{{ hostvars['h'].new_name }}{{ hostvars[h]['new_name'] }}{{ x['old_name'] }}"\n`,
    ],
    ['escaped quotes', 'a: "{{ old_name | d(\\"old_name\\") }}"\n', 'a: "{{ new_name | d(\\"old_name\\") }}"\n'],
    ['longer names', 'a: "{{ my_old_name + old_name_2 }}"\n', 'a: "{{ my_old_name + old_name_2 }}"\n'],
    [
      'calls, tests, filters and arguments',
      'a: "{{ old_name(1) | old_name is old_name }}{{ f(old_name=1) }}"\n',
      'a: "{{ old_name(1) | old_name is old_name }}{{ f(old_name=1) }}"\n',
    ],
    ['a comparison', 'a: "{{ old_name==1 }}"\n', 'a: "{{ new_name==1 }}"\n'],
    [
      'names of its own',
      'a: "{% for old_name in x %}{{ old_name }}{% endfor %}"\n',
      'a: "{% for old_name in x %}{{ old_name }}{% endfor %}"\n',
    ],
    [
      'raw text and comments, which are none',
      'a: "{% raw %}{{ old_name }}{% endraw %}{{ old_name }}{# {{ old_name }} #}{%- raw -%}{% if old_name %}{%- endraw -%}"\n',
      'a: "{% raw %}{{ old_name }}{% endraw %}{{ new_name }}{# {{ old_name }} #}{%- raw -%}{% if old_name %}{%- endraw -%}"\n',
    ],
    ['text without braces', 'a: old_name\n', 'a: old_name\n'],
    ['text that is no template', 'a: !unsafe "{{ old_name }}"\n', 'a: !unsafe "{{ old_name }}"\n'],
  ])('templates: %s', (_, before, after) => {
    expect(variables(before).after).toBe(after);
  });

  it.each<readonly [what: string, before: string, found: readonly string[]]>([
    ['on one line with others', '{"gone": 1, "b": 2}\n', ['1 gone by hand']],
    ['referred to by templates', 'gone: 1\na: "{{ gone }}"\n', ['1 gone by hand']],
    ['with an anchor others use', 'gone: &x\n  y: 1\na: *x\n', ['1 gone by hand']],
  ])('%s, what is removed is left to a person', (_, before, found) => {
    expect(variables(before)).toEqual({ after: before, found });
  });

  it('what is referred to only by what is removed is removed too, as is the old of two names once no template names it', () => {
    const before = 'gone: 1\ngone_too: "{{ gone }}"\ngone_as_well: "{{ gone_too }}"\nold_name: 1\nnew_name: 2\na: "{{ old_name }}"\n';
    const all: NameChanges = { ...changes, removed: (name) => (name.startsWith('gone') ? 'removed in 2.25: nobody needs it' : undefined) };
    const after = (text: string) =>
      migrateInventory(
        { inventories: ['hosts.yaml'], cwd: '/site', tree: memoryFiles({ 'hosts.yaml': 'all:\n', 'group_vars/all.yml': text }) },
        all,
      ).files.map((file) => file.after);
    const expected = [
      note,
      '# gone: 1',
      note,
      '# gone_too: "{{ gone }}"',
      note,
      '# gone_as_well: "{{ gone_too }}"',
      '# renamed to new_name in 2.30, and that is set as well',
      '# old_name: 1',
      'new_name: 2',
      'a: "{{ new_name }}"',
      '',
    ].join('\n');
    expect(after(before)).toEqual([expected]);
    expect(after(expected)).toEqual([]);
    expect(after('old_name: 1\nnew_name: 2\na: "{{ old_name }}"\n')).toEqual([expected.split('\n').slice(6).join('\n')]);
  });

  it('renames in JSON', () => {
    expect(variables('{"old_name": 1}\n').after).toBe('{"new_name": 1}\n');
  });
});

describe('inventories', () => {
  it('in YAML have variables of groups and hosts', () => {
    const before =
      'all:\n  vars:\n    gone: 1\n    old_name: 2\n  hosts:\n    a: {ip: 10.0.0.1, old_name: x}\n    gone:\n  children:\n    old_name:\n      hosts:\n        b:\n          gone: 1\n';
    const { files } = migrate({ 'hosts.yaml': before });
    expect(files[0]?.after).toBe(
      `all:\n  vars:\n    ${note}\n    # gone: 1\n    new_name: 2\n  hosts:\n    a: {ip: 10.0.0.1, new_name: x}\n    gone:\n  children:\n    old_name:\n      hosts:\n        b:\n          ${note}\n          # gone: 1\n`,
    );
  });

  it('in INI too, word by word', () => {
    const before = [
      '# old_name=1',
      'old_name ip=10.0.0.1 old_name=x  gone=1 b="{{ old_name }}" # gone=2',
      'h2 "old_name=a b" gone="x # y"',
      '[etcd]',
      'h2',
      '[all:vars]',
      'old_name = 1 ; gone',
      'gone=[1, 2]',
      'c={{ old_name | default("old_name") }}',
      '[gone:children]',
      'old_name',
    ];
    const { files } = migrate({ 'hosts.ini': `${before.join('\n')}\n` }, 'hosts.ini');
    expect(files[0]?.after.split('\n')).toEqual([
      '# old_name=1',
      note,
      '# gone=1',
      'old_name ip=10.0.0.1 new_name=x b="{{ new_name }}" # gone=2',
      note,
      '# gone="x # y"',
      'h2 "new_name=a b"',
      '[etcd]',
      'h2',
      '[all:vars]',
      'new_name = 1 ; gone',
      note,
      '# gone=[1, 2]',
      'c={{ new_name | default("old_name") }}',
      '[gone:children]',
      'old_name',
      '',
    ]);
    expect(migrate({ 'hosts.ini': files[0]?.after ?? '' }, 'hosts.ini').files).toEqual([]);
  });

  it('are all their files: trees of group_vars/ and host_vars/, groups of that name or not', () => {
    const { files } = migrate(
      {
        'site/hosts.yaml': 'all:\n  hosts:\n    a:\n',
        'site/group_vars/all/one.yml': 'old_name: 1\n',
        'site/group_vars/all/deep/two.yaml': 'gone: 1\n',
        'site/group_vars/nobody': 'b: "{{ old_name }}"\n',
        'site/host_vars/a.json': '{"old_name": 1}',
        'site/group_vars/all/notes.txt': 'old_name: 1\n',
        'site/group_vars/.hidden.yml': 'old_name: 1\n',
        'site/other/b.yml': 'old_name: 1\n',
      },
      'site/hosts.yaml',
    );
    expect(files.map(({ file }) => file)).toEqual([
      'site/group_vars/all/deep/two.yaml',
      'site/group_vars/all/one.yml',
      'site/group_vars/nobody',
      'site/host_vars/a.json',
    ]);
  });

  it('keep what is encrypted or cannot be read, and say so', () => {
    const { files, encrypted, unreadable } = migrate({
      'hosts.yaml': 'all:\n',
      'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n3030\n',
      'group_vars/all/broken.yml': 'a: [1\nold_name: 2\n',
    });
    expect(files).toEqual([]);
    expect(encrypted).toEqual(['group_vars/all/vault.yml']);
    expect(unreadable.map(({ file }) => file)).toEqual(['group_vars/all/broken.yml']);
  });
});
