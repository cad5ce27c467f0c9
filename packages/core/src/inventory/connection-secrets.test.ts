import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { KmagicError } from '../errors/kmagic-error.ts';
import { Secret } from '../secret/secret.ts';
import { encryptVault } from '../vault/vault.ts';
import { resolveVariables } from '../vars/variables.ts';
import { connectionOf, type ConnectionPlan } from './connection.ts';
import { fits } from './encrypted.fixture.ts';
import { memoryFiles } from './file-tree.ts';
import { loadInventory } from './load-inventory.ts';

/** The connection of node1 with these variables encrypted, as a file; `plain` ones stand beside it. */
function connect(encrypted: string, plain = ''): ConnectionPlan {
  const tree = memoryFiles({
    'i.ini': '[kube_node]\nnode1\n',
    'group_vars/all/plain.yml': plain,
    'group_vars/all/vault.yml': encryptVault(encrypted, fits[0]!),
  });
  const variables = resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree, vault: fits }));
  return connectionOf('node1', variables, { user: 'me', home: '/home/me' });
}

describe('connection variables that are encrypted', () => {
  it('are read, secrets as Secrets', () => {
    const plan = connect(
      [
        'ansible_host: 192.0.2.1',
        'ansible_port: "2222"',
        'ansible_user: deploy',
        'ansible_become: "yes"',
        'ansible_password: hunter22',
        'ansible_become_password: hunter33',
        'ansible_ssh_private_key: hunter44',
        'ansible_ssh_private_key_passphrase: "{{ phrase }}"',
        'ansible_ssh_private_key_file: ~/key',
        'ansible_ssh_common_args: -o ProxyJump=jump@192.0.2.9',
        'ansible_connection: ssh',
      ].join('\n'),
      'phrase: hunter55',
    );
    expect(plan).toEqual({
      name: 'node1',
      via: 'ssh',
      address: '192.0.2.1',
      port: 2222,
      user: 'deploy',
      become: 'sudo',
      password: new Secret('hunter22'),
      becomePassword: new Secret('hunter33'),
      privateKey: new Secret('hunter44'),
      passphrase: new Secret('hunter55'),
      privateKeyFile: '/home/me/key',
      bastion: expect.objectContaining({ address: '192.0.2.9', user: 'jump' }) as unknown,
    });
    expect(inspect(plan, { depth: 5 }) + JSON.stringify(plan)).not.toMatch(/hunter/);
  });

  it('are no value where they are empty, and agree with the same plainly written under another name', () => {
    expect(connect('ansible_user: ""')).toMatchObject({ user: 'me' });
    expect(connect('ansible_user: deploy', 'ansible_ssh_user: deploy')).toMatchObject({ user: 'deploy' });
  });

  it.each([
    ['ansible_port: hunter22', 'must be a port number from 1 to 65535'],
    ['ansible_port: [hunter22]', 'must be a port number from 1 to 65535, not ["(secret)"]'],
    ['ansible_become: hunter22', 'must be true or false'],
    ['ansible_host: [hunter22]', 'must be text, not ["(secret)"]'],
    ['ansible_connection: hunter22', 'this connection is not supported'],
    ['ansible_ssh_common_args: -o hunter22', 'something of it (not shown) is not followed'],
    ['{ansible_host: hunter22, ansible_ssh_host: hunter33}', "'ansible_ssh_host' says something else (group_vars/all/vault.yml:1:26)"],
  ])('are not shown where they are wrong: %s', (text, expected) => {
    const name = /ansible_\w+/.exec(text)?.[0] ?? '';
    const column = text.startsWith('{') ? 2 : 1;
    expect(() => connect(text)).toThrow(
      expect.objectContaining({
        message: `group_vars/all/vault.yml:1:${column}: variable '${name}' of node1: ${expected}`,
      } satisfies Partial<KmagicError>) as Error,
    );
  });

  it('are not shown by what has no effect', () => {
    expect(connect('ansible_ssh_common_args: -o HostKeyAlgorithms=hunter22').warnings).toEqual([
      'group_vars/all/vault.yml:1:1: ansible_ssh_common_args: something of it (not shown) is not followed',
    ]);
  });
});
