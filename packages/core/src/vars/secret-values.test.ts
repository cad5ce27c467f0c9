import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../inventory/file-tree.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { openText } from '../inventory/open-text.ts';
import { Secret } from '../secret/secret.ts';
import { encryptVault } from '../vault/vault.ts';
import { resolveVariables } from './variables.ts';
import type { Variables } from './variables.ts';

function resolved(all: string): Variables {
  const tree = memoryFiles({ 'i.ini': '[kube_node]\nnode1\nnode2\n', 'group_vars/all.yml': all, 'kept.creds': 'geheim\n' });
  return resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }), { env: {} });
}

describe("lookup('file')", () => {
  it('of a file that is encrypted gives a secret', () => {
    const key = { id: 'default', password: new Secret('vault-password') };
    const tree = memoryFiles({
      'i.ini': '[kube_node]\nnode1\n',
      'group_vars/all.yml': `a: "{{ lookup('file', 'token') }}"\n`,
      token: encryptVault('the-token\n', key),
    });
    const value = (vault: readonly (typeof key)[]) =>
      resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree, vault })).get('node1', 'a')?.value;
    expect(value([key])).toBeInstanceOf(Secret);
    expect(openText(value([key]))).toBe('the-token');
    expect(() => value([])).toThrow('token:1:1: it is encrypted with ansible-vault, and no vault password was given');
  });
});

describe("lookup('password')", () => {
  it('gives what the file holds, or one password for the whole run that nobody wrote yet', () => {
    const variables = resolved(
      `a: "{{ lookup('password', 'kept.creds') }}"\nb: "{{ lookup('password', inventory_dir ~ '/new.creds length=64 chars=hexdigits') }}"\nc: "{{ b }}"\n`,
    );
    const text = (name: string) => String(openText(variables.get('node1', name)?.value));
    expect(text('a')).toBe('geheim');
    expect(text('b')).toMatch(/^[0-9a-fA-F]{64}$/);
    expect([text('c'), String(openText(variables.get('node2', 'b')?.value))]).toEqual([text('b'), text('b')]);
    expect([...variables.newPasswords.keys()]).toEqual(['/site/new.creds']);
    expect(openText(variables.newPasswords.get('/site/new.creds'))).toBe(text('b'));
  });
});

describe('a secret', () => {
  const secret = () => {
    const inventory = loadInventory({ files: ['i.ini'], cwd: '/site', tree: memoryFiles({ 'i.ini': '[g]\nnode1\n' }) });
    const [host] = inventory.hosts;
    const define = (name: string, value: unknown) => ({ name, value, source: host!.source, layer: 'extra', owner: '' }) as const;
    const definitions = [
      define('pw', new Secret('hunter2hunter2')),
      define('login', { user: 'me', password: new Secret('hunter2hunter2') }),
      define('url', 'https://{{ login.user }}:{{ login.password }}@h'),
      define('user', '{{ login.user }}'),
      define('copied', '{{ login }}'),
      define('passed', '{{ url }}/x'),
      define('hashed', "{{ [pw, 'a'] | join('-') | length }}"),
      define('same', "{{ pw == 'hunter2hunter2' }}"),
      define('upper', '{{ pw.upper() }}'),
      define('looped', '{% for x in [login] %}{{ x.password }}{% endfor %}'),
      define('wrong', '{{ pw + 1 }}'),
      define('pin', new Secret('123')),
      define('key', '{{ login[pin] }}'),
    ];
    return resolveVariables({ ...inventory, hosts: [{ ...host!, definitions }] });
  };
  const value = (name: string) => secret().get('node1', name)?.value;

  it.each<readonly [string, unknown]>([
    ['url', 'https://me:hunter2hunter2@h'],
    ['passed', 'https://me:hunter2hunter2@h/x'],
    ['upper', 'HUNTER2HUNTER2'],
    ['looped', 'hunter2hunter2'],
    ['hashed', '16'],
  ])('makes a secret of the text it goes into: %s', (name, text) => {
    expect(value(name)).toBeInstanceOf(Secret);
    expect(openText(value(name))).toBe(text);
  });

  it('leaves alone what it does not go into', () => {
    expect(value('user')).toBe('me');
    expect(value('same')).toBe(true);
    expect(JSON.stringify(value('copied'))).toBe('{"user":"me","password":"(secret)"}');
  });

  it('is not in the error of a template that uses it', () => {
    expect(() => value('wrong')).toThrow("in {{ pw + 1 }}: '+' cannot be used between text and an integer");
    expect(() => value('key')).toThrow("in {{ login[pin] }}: there is no '(secret)' here");
  });
});
