import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { KmagicError } from '../errors/kmagic-error.ts';
import {
  fits,
  inlineTemplate,
  inlineValue,
  iniInventory,
  password,
  plainWords,
  tagged,
  variablesFile,
} from '../inventory/encrypted.fixture.ts';
import { memoryFiles } from '../inventory/file-tree.ts';
import { holdsVault } from '../inventory/holds-vault.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { Secret } from '../secret/secret.ts';
import { encryptVault, type VaultKey } from '../vault/vault.ts';
import { explain } from './explain.ts';
import { resolveVariables, type Variables } from './variables.ts';

type Files = Readonly<Record<string, string>>;
interface Given {
  readonly keys?: readonly VaultKey[];
  readonly extraVars?: readonly string[];
}

function resolved(files: Files, { keys = fits, extraVars = [] }: Given = {}): Variables {
  const all = { 'i.ini': '[kube_node]\nnode1\nnode2\n', ...files };
  const input = Object.keys(all).find((name) => name.startsWith('hosts.')) ?? 'i.ini';
  return resolveVariables(loadInventory({ files: [input], cwd: '/site', tree: memoryFiles(all), vault: keys, extraVars }));
}

/** The variables of node1 with these variables of all. */
function values(yaml: string, given?: Given): Readonly<Record<string, unknown>> {
  const found = resolved({ 'group_vars/all/plain.yml': `site: Ulm\n${yaml}` }, given).all('node1');
  return Object.fromEntries([...found].map(([name, variable]) => [name, variable.value]));
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    const { code, message, hint = '' } = error as KmagicError;
    for (const word of plainWords) expect(message + hint).not.toContain(word);
    return `${code}: ${message} | ${hint}`;
  }
  return 'nothing was refused';
}

const secret = (text: string): Secret => new Secret(text);
const prod: VaultKey = { id: 'prod', password };
const wrong: VaultKey = { id: 'wrong', password: secret('battery-staple') };

describe('a file that is encrypted', () => {
  const whole = {
    plain_number: 5,
    is_on: true,
    whole_text: secret('hunter22-of-the-file'),
    whole_template: secret('Ulm-hunter33'),
    whole_list: [secret('a-list-word'), 7, { key: secret('nested-word') }],
    whole_unsafe: secret('{{ site }} kept'),
  };

  it.each([
    ['group_vars', { 'group_vars/all/vault.yml': variablesFile }, {}],
    ['host_vars', { 'host_vars/node1.yml': variablesFile }, {}],
    ['-e @file', { 'more.yml': variablesFile }, { extraVars: ['@more.yml'] }],
    ['group_vars on Windows', { 'group_vars/all/vault.yml': variablesFile.replaceAll('\n', '\r\n') }, { keys: [wrong, prod] }],
  ] satisfies readonly (readonly [string, Files, Given])[])('is read from %s: all text in it is secret', (_what, files, given) => {
    const all = resolved({ 'group_vars/all/plain.yml': 'site: Ulm\n', ...files }, given).all('node1');
    expect(Object.fromEntries([...all].map(([name, variable]) => [name, variable.value]))).toEqual({ site: 'Ulm', ...whole });
  });

  it('keeps its places, in the decrypted text', () => {
    const variables = resolved({ 'group_vars/all/vault.yml': variablesFile });
    expect(variables.get('node1', 'whole_template')?.definition.source).toEqual({ file: 'group_vars/all/vault.yml', line: 4, column: 1 });
  });

  it('may be an INI inventory: names are names, and what it sets is typed and secret', () => {
    const variables = resolved({ 'hosts.ini': iniInventory }, { extraVars: ['site=Ulm'] });
    expect(variables.inventory.groups.get('kube_node')).toEqual(['node1']);
    expect(variables.inventory.hosts[0]?.source).toEqual({ file: 'hosts.ini', line: 2, column: 1 });
    expect(['ansible_host', 'note', 'n'].map((name) => variables.get('node1', name)?.value)).toEqual([
      secret('192.0.2.77'),
      secret('Ulm'),
      4,
    ]);
  });

  it('may be a YAML inventory, with names written as values', () => {
    const text = 'all:\n  children:\n    kube_node:\n      hosts: node7\n      vars: {ansible_group_priority: "2", a: word, b: [1, x]}\n';
    const variables = resolved({ 'hosts.yml': encryptVault(text, prod) });
    expect(variables.inventory.hosts.map(({ name }) => name)).toEqual(['node7']);
    expect(['a', 'b'].map((name) => variables.get('node7', name)?.value)).toEqual([secret('word'), [1, secret('x')]]);
  });
});

describe('a value that is encrypted', () => {
  it.each([
    ['a text', `x: ${tagged(inlineValue)}`, secret('inline-hunter44')],
    ['the other tag', `x: ${tagged(inlineValue).replace('!vault', '!vault-encrypted')}`, secret('inline-hunter44')],
    ['nested', `x:\n  - y:\n      - ${tagged(inlineValue, '          ')}`, [{ y: [secret('inline-hunter44')] }]],
    ['an alias of it', `a: &a ${tagged(inlineValue)}x: [*a]\n`, [secret('inline-hunter44')]],
    ["Ansible's JSON", `x: ${JSON.stringify({ __ansible_vault: inlineValue })}`, secret('inline-hunter44')],
    ['no template', `x: ${tagged(inlineTemplate)}`, secret('{{ site }} no template')],
    ['read by a template', `a: ${tagged(inlineValue)}x: "{{ site }}/{{ a }}"`, secret('Ulm/inline-hunter44')],
    ['read by a template, and no template itself', `a: ${tagged(inlineTemplate)}x: "{{ a }}"`, secret('{{ site }} no template')],
  ])('is a Secret: %s', (_what, yaml, expected) => {
    expect(values(yaml)['x']).toEqual(expected);
  });

  it('may stand in an inventory, in -e and in an encrypted file', () => {
    const hosts = `all:\n  hosts:\n    node1:\n      a: ${tagged(inlineValue, '          ')}`;
    const files = { 'hosts.yml': hosts, 'group_vars/all.yml': encryptVault(`b: ${tagged(inlineValue)}`, wrong) };
    const extraVars = [JSON.stringify({ c: { __ansible_vault: inlineValue } })];
    const variables = resolved(files, { keys: [wrong, prod], extraVars });
    expect(['a', 'b', 'c'].map((name) => variables.get('node1', name)?.value)).toEqual(Array(3).fill(secret('inline-hunter44')));
  });

  it('needs no password until it is read', () => {
    const variables = resolved({ 'group_vars/all.yml': `a: ${tagged(inlineValue)}b: 1\n` }, { keys: [] });
    expect(variables.get('node1', 'b')?.value).toBe(1);
    expect(() => variables.get('node1', 'a')?.value).toThrow('no vault password was given');
  });
});

describe('!unsafe', () => {
  it.each([
    ['text', 'x: !unsafe "{{ site }}"', '{{ site }}'],
    ['a number', 'x: !unsafe 12', '12'],
    ['a list', 'x: !unsafe ["{{ site }}", 1, {a: "{{ b }}"}]', ['{{ site }}', 1, { a: '{{ b }}' }]],
    ["Ansible's JSON", 'x: {"__ansible_unsafe": "{{ site }}"}', '{{ site }}'],
    ['read by a template', 'a: !unsafe "{{ site }}"\nx: "{{ site }}: {{ a }}"', 'Ulm: {{ site }}'],
  ])('is no template: %s', (_what, yaml, expected) => {
    expect(values(yaml)['x']).toEqual(expected);
  });
});

describe('what cannot be decrypted', () => {
  const at = (yaml: string, keys: readonly VaultKey[]) => refusal(() => values(yaml, { keys }));
  const file = (text: string, keys: readonly VaultKey[]) => refusal(() => resolved({ 'group_vars/all.yml': text }, { keys }));
  const hosts = (name: string, text: string) => refusal(() => resolved({ [name]: encryptVault(text, prod) }));
  const tpl = (text: string) => refusal(() => resolved({ 'group_vars/all.yml': encryptVault(text, prod) }).get('node1', 'x')?.value);

  it.each([
    [
      'no password',
      () => at(`x: ${tagged(inlineValue)}`, []),
      "badVariable: group_vars/all/plain.yml:2:1: variable 'x' of node1: it is encrypted with ansible-vault, and no vault password was given" +
        ' | say --ask-vault-pass, --vault-password-file FILE or set ANSIBLE_VAULT_PASSWORD_FILE',
    ],
    [
      'no password for an id, deep inside, needed by another',
      () => at(`a: "{{ x }}"\nx:\n  - ${tagged(inlineTemplate, '      ')}`, []),
      "badVariable: group_vars/all/plain.yml:3:1: variable 'x' of node1: the value at group_vars/all/plain.yml:4:12: it is encrypted with" +
        " ansible-vault with the password of 'prod', and no vault password was given, needed by 'a' (group_vars/all/plain.yml:2:1)" +
        ' | say --vault-id prod@FILE, --vault-id prod@prompt or set ANSIBLE_VAULT_PASSWORD_FILE',
    ],
    [
      'a wrong password',
      () => at(`x: ${tagged(inlineTemplate)}`, [wrong]),
      "badVariable: group_vars/all/plain.yml:2:1: variable 'x' of node1: the vault password does not fit: wrong (it asks for that of 'prod')" +
        ' | look whether the password file is the right one, and the text whole',
    ],
    [
      'a text that is not encrypted',
      () => at('x: !vault inline-hunter44', fits),
      "badVariable: group_vars/all/plain.yml:2:1: variable 'x' of node1: it is not encrypted, or not by ansible-vault" +
        ' | encrypt it: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
    [
      'an encrypted text without its tag',
      () => at(`x: ${tagged(inlineValue).replace('!vault ', '')}`, fits),
      "badVariable: group_vars/all/plain.yml:2:1: variable 'x' of node1: the value is encrypted with ansible-vault, but does not say so" +
        ' | write !vault | in front of the encrypted text',
    ],
    [
      'a file without a password',
      () => file(variablesFile, []),
      "badVariable: group_vars/all.yml:1:1: it is encrypted with ansible-vault with the password of 'prod', and no vault password was given" +
        ' | say --vault-id prod@FILE, --vault-id prod@prompt or set ANSIBLE_VAULT_PASSWORD_FILE',
    ],
    [
      'a file with wrong passwords',
      () => file(variablesFile, [wrong, wrong]),
      "badVariable: group_vars/all.yml:1:1: none of 2 vault passwords fits: wrong, wrong (it asks for that of 'prod')" +
        ' | look whether the password file is the right one, and the text whole',
    ],
    [
      'a list',
      () => file('x: !vault [a]\n', fits),
      'badInventory: group_vars/all.yml:1:11: only text can be encrypted | encrypt each value by itself',
    ],
    [
      'a key',
      () => file(`? ${tagged(inlineValue)}: 1\n`, fits),
      'badInventory: group_vars/all.yml:1:10: a key cannot be encrypted or unsafe | write the name plainly, and encrypt the value',
    ],
    [
      'a key by an alias',
      () => file('a: &a !unsafe b\nx: {*a : 1}\n', fits),
      'badInventory: group_vars/all.yml:2:5: a key cannot be encrypted or unsafe | write the name plainly, and encrypt the value',
    ],
    [
      'broken YAML in an encrypted file',
      () => file(encryptVault('a: 1\nb: *hunter33\n', prod), fits),
      'badInventory: group_vars/all.yml:2:4: the decrypted text is not the YAML it should be | put text that begins with * in quotes, or define the anchor above: &name',
    ],
    [
      'an unknown tag in an encrypted file',
      () => file(encryptVault('b: !hunter33 x\n', prod), fits),
      'badInventory: group_vars/all.yml:1:14: the tag here is unknown | write the value plainly, or in quotes if it begins with "!"',
    ],
    [
      'a word in an encrypted INI file',
      () => hosts('hosts.ini', 'node1 hunter33\n'),
      'badInventory: hosts.ini:1:7: the text here is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
    [
      'no host name in an encrypted INI file',
      () => hosts('hosts.ini', 'password:hunter33\n'),
      'badInventory: hosts.ini:1:1: the text here is no host name, nor a range of them | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
    [
      'a template in an encrypted file that lacks a variable',
      () => tpl('x: "hunter33{{ nowhere }}"\n'),
      "badVariable: group_vars/all.yml:1:1: variable 'x' of node1: in the decrypted value: 'nowhere' is undefined" +
        ' | set nowhere, or give it a default: nowhere | default(...)',
    ],
    [
      'a broken template in an encrypted file',
      () => tpl('x: "{{ hunter33 hunter33 }}"\n'),
      "badVariable: group_vars/all.yml:1:1: variable 'x' of node1: the template that stands encrypted here cannot be evaluated" +
        ' | look at it with kmagic vault view FILE',
    ],
  ])('is named: %s', (_what, run, expected) => {
    expect(run()).toBe(expected);
  });
});

it('an explanation shows nothing of it', () => {
  const files = {
    'group_vars/all/vault.yml': variablesFile,
    'group_vars/kube_node.yml': `a: ${tagged(inlineValue)}b: "{{ a }} {{ whole_text }}"\nwhole_text: plain\nwhole_list: !unsafe "{{ a }}"\n`,
    'host_vars/node2.yml': `a: ${tagged(inlineTemplate)}site: Bonn\n`,
  };
  const variables = resolved(files, { extraVars: ['site=Ulm'] });
  const all = ['a', 'b', 'whole_text', 'whole_list', 'whole_template', 'whole_unsafe', 'plain_number'].map((name) =>
    explain(variables, name),
  );
  for (const word of plainWords) expect(JSON.stringify(all) + inspect(all, { depth: 9 })).not.toContain(word);
  expect(all[0]?.map(({ hosts, value, definitions }) => [hosts, value, definitions.map((d) => d.value)])).toEqual([
    [['node1'], secret('inline-hunter44'), ['(encrypted)']],
    [['node2'], secret('{{ site }} no template'), ['(encrypted)', '(encrypted)']],
  ]);
  expect(all[1]?.map(({ hosts }) => hosts)).toEqual([['node1'], ['node2']]);
  expect(all[4]?.map(({ hosts, value, steps }) => [hosts, value, steps.map((s) => s.name)])).toEqual([
    [['node1', 'node2'], secret('Ulm-hunter33'), ['site', 'whole_template']],
  ]);
});

it.each([
  ['nothing', { 'group_vars/all.yml': 'a: 1\n' }, [], false],
  ['a whole file', { 'group_vars/all.yml': variablesFile }, [], true],
  ['a value', { 'host_vars/node1.yml': `a: ${tagged(inlineValue)}` }, [], true],
  ['a file nobody reads', { 'elsewhere.yml': variablesFile }, [], false],
  ['a value in -e', {}, [JSON.stringify({ a: { __ansible_vault: inlineValue } })], true],
  ['a file in -e', { 'more.yml': variablesFile }, ['@more.yml'], true],
  ['a broken file', { 'group_vars/all.yml': 'a: [\n' }, [], false],
] satisfies readonly (readonly [string, Files, readonly string[], boolean])[])(
  'whether an inventory holds anything encrypted: %s',
  (...[, files, extraVars, expected]) => {
    const tree = memoryFiles({ 'i.ini': 'node1\n', ...files });
    expect(holdsVault({ files: ['i.ini'], cwd: '/site', tree, extraVars })).toBe(expected);
  },
);
