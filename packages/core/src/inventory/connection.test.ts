import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { reveal } from '../secret/secret.ts';
import { resolveVariables } from '../vars/variables.ts';
import { connectionOf } from './connection.ts';
import type { ConnectionPlan } from './connection.ts';
import { memoryFiles } from './file-tree.ts';
import { loadInventory } from './load-inventory.ts';

const operator = { user: 'me', home: '/home/me' };

function connect(ini: string, files: Readonly<Record<string, string>> = {}): ConnectionPlan {
  const tree = memoryFiles({ 'lab/i.ini': `[kube_node]\n${ini}\n`, ...files });
  return connectionOf('node1', resolveVariables(loadInventory({ files: ['lab/i.ini'], cwd: '/site', tree })), operator);
}

function refusal(ini: string): KmagicError {
  try {
    connect(ini);
  } catch (error) {
    expect(error).toBeInstanceOf(KmagicError);
    return error as KmagicError;
  }
  throw new Error(`${ini} was accepted`);
}

describe('a connection', () => {
  it('without any variable goes to the host name as the person who runs kmagic, with sudo', () => {
    expect(connect('node1')).toEqual({ name: 'node1', via: 'ssh', address: 'node1', port: 22, user: 'me', become: 'sudo' });
  });

  it.each(['ssh', 'smart', 'paramiko', 'ansible.builtin.ssh', 'ansible.builtin.paramiko_ssh', 'ansible.netcommon.libssh'])(
    'goes over SSH by whatever plugin Ansible would take: %s',
    (plugin) => {
      expect(connect(`node1 ansible_connection=${plugin}`)).toMatchObject({ via: 'ssh' });
    },
  );

  it('takes address, port and user from ansible variables, templates and former names too', () => {
    expect(connect('node1 ansible_host="{{ ip }}" ip=192.0.2.1 ansible_port="2222" ansible_user=root')).toMatchObject({
      address: '192.0.2.1',
      port: 2222,
      user: 'root',
      become: 'no',
    });
    expect(connect('node1:2200 ansible_ssh_host=192.0.2.1 ansible_ssh_user=u')).toMatchObject({
      address: '192.0.2.1',
      port: 2200,
      user: 'u',
    });
  });

  it('finds the key from the home directory or the directory of the inventory', () => {
    expect(connect('node1 ansible_ssh_private_key_file=~/.ssh/k').privateKeyFile).toBe('/home/me/.ssh/k');
    expect(connect('node1 ansible_ssh_private_key_file=keys/k').privateKeyFile).toBe('/site/lab/keys/k');
    expect(connect('node1 ansible_private_key_file=/k').privateKeyFile).toBe('/k');
    expect(connect("node1 ansible_ssh_common_args='-i /k -C'").privateKeyFile).toBe('/k');
  });

  it('takes a key, its passphrase and an agent', () => {
    const plan = connect('node1 ansible_ssh_private_key=hunter21 ansible_private_key_passphrase=hunter22');
    expect(plan.privateKey && reveal(plan.privateKey)).toBe('hunter21');
    expect(plan.passphrase && reveal(plan.passphrase)).toBe('hunter22');
    expect(inspect(plan) + JSON.stringify(plan)).not.toMatch(/hunter2/);
    const tree = memoryFiles({ 'lab/i.ini': '[kube_node]\nnode1\n' });
    const variables = resolveVariables(loadInventory({ files: ['lab/i.ini'], cwd: '/site', tree }));
    expect(connectionOf('node1', variables, { ...operator, agentSocket: '/run/agent' }).agentSocket).toBe('/run/agent');
  });

  it('keeps passwords secret', () => {
    const plan = connect('node1 ansible_ssh_pass=hunter23 ansible_become_pass=hunter24');
    expect(plan.password && reveal(plan.password)).toBe('hunter23');
    expect(plan.becomePassword && reveal(plan.becomePassword)).toBe('hunter24');
    expect(inspect(plan) + JSON.stringify(plan)).not.toMatch(/hunter2/);
  });

  it('becomes root unless told not to', () => {
    expect(connect('node1 ansible_become=no').become).toBe('no');
    expect(connect('node1 ansible_become=true ansible_user=x').become).toBe('sudo');
  });

  it('can be the controller itself', () => {
    expect(connect('node1 ansible_connection=local\n[bastion]\nb').via).toBe('local');
    expect(connect('node1 ansible_connection=local\n[bastion]\nb').bastion).toBeUndefined();
  });
});

describe('a jump host', () => {
  it('is the host of the group bastion, with its own user, key and port', () => {
    expect(
      connect('node1\n[bastion]\nb ansible_host=198.51.100.1 ansible_user=jump ansible_port=2222 ansible_ssh_private_key_file=k').bastion,
    ).toEqual({
      name: 'b',
      via: 'ssh',
      address: '198.51.100.1',
      port: 2222,
      user: 'jump',
      become: 'no',
      privateKeyFile: '/site/lab/k',
    });
  });

  it.each<readonly [string, object]>([
    ['-o ProxyJump=jump@gate:2222', { name: 'gate', address: 'gate', port: 2222, user: 'jump' }],
    ['-o ProxyJump=gate', { address: 'gate', port: 22, user: 'me', privateKeyFile: '/k' }],
    ['-J jump@gate', { address: 'gate', user: 'jump' }],
    ['-J ssh://jump@[2001:db8::1]:22', { address: '2001:db8::1', user: 'jump', port: 22 }],
    ['-o ProxyJump=a@one,b@two', { address: 'two', user: 'b', bastion: expect.objectContaining({ address: 'one', user: 'a' }) as unknown }],
    [
      '-o ProxyCommand="ssh -W %h:%p -q jump@gate -p 2222 -i ~/g"',
      { address: 'gate', user: 'jump', port: 2222, privateKeyFile: '/home/me/g' },
    ],
    [
      "-o 'ProxyCommand=ssh -o ConnectTimeout=5 -l jump -W %h:%p gate' -o ControlMaster=auto -o ControlPersist=60s",
      { address: 'gate', user: 'jump' },
    ],
    ['-o ServerAliveInterval=30 -J node2', { name: 'node2', address: '192.0.2.2', user: 'two' }],
  ])('is read from ssh arguments: %s', (args, bastion) => {
    const quoted = `'${args.replaceAll("'", `'"'"'`)}'`;
    expect(
      connect(`node1 ansible_ssh_common_args=${quoted} ansible_ssh_private_key_file=/k\nnode2 ansible_host=192.0.2.2 ansible_user=two`)
        .bastion,
    ).toMatchObject(bastion);
  });

  it('may have the name of its group, as kubespray documents it', () => {
    expect(connect('node1\n[bastion]\nbastion ansible_host=198.51.100.1 ansible_user=jump').bastion).toMatchObject({
      name: 'bastion',
      address: '198.51.100.1',
      user: 'jump',
    });
  });

  it('of ssh arguments goes before the group bastion, and none is none', () => {
    expect(connect("node1 ansible_ssh_common_args='-J gate'\n[bastion]\nb").bastion?.address).toBe('gate');
    expect(connect("node1 ansible_ssh_common_args='-o ProxyJump=none'\n[bastion]\nb").bastion).toBeUndefined();
  });
});

describe('ssh arguments that kmagic answers in its own way', () => {
  const noted = (args: string): readonly string[] | undefined => connect(`node1 ansible_ssh_common_args='${args}'`).warnings;

  it('are accepted with a warning that says what it does instead', () => {
    expect(noted('-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ControlMaster=auto')).toEqual([
      'lab/i.ini:2:7: ansible_ssh_common_args: StrictHostKeyChecking=no has no effect: kmagic checks host keys itself: it notes those of new hosts and refuses changed ones (--host-key-checking)',
      "lab/i.ini:2:7: ansible_ssh_common_args: UserKnownHostsFile=/dev/null has no effect: host keys are kept in the cluster's own .kmagic/known_hosts",
    ]);
    expect(noted('-o Ciphers=x')).toEqual([
      'lab/i.ini:2:7: ansible_ssh_common_args: Ciphers=x has no effect: kmagic offers its own algorithms',
    ]);
  });

  it('are passed over in silence where they change nothing a person could miss', () => {
    expect(noted('-o StrictHostKeyChecking=accept-new -o ServerAliveInterval=30 -o ControlPath=none -C -A')).toBeUndefined();
  });

  it('do not keep a jump host from being understood, as the inventories that kubespray makes for clouds write it', () => {
    expect(
      connect(`node1 ansible_ssh_common_args="-o ProxyCommand='ssh -o StrictHostKeyChecking=no -W %h:%p -q jump@gate -i /k'"`),
    ).toMatchObject({
      bastion: { address: 'gate', user: 'jump', privateKeyFile: '/k' },
      warnings: [expect.stringContaining('StrictHostKeyChecking=no has no effect') as string],
    });
    expect(connect("node1 ansible_ssh_args='-o StrictHostKeyChecking=no -J jump@gate'")).toMatchObject({
      bastion: { address: 'gate', user: 'jump' },
      warnings: [expect.stringContaining('StrictHostKeyChecking=no has no effect') as string],
    });
  });
});

describe('a connection that cannot be made so', () => {
  it.each<readonly [string, string]>([
    ['ansible_port=ssh', `must be a port number from 1 to 65535, not "ssh"`],
    ['ansible_port=0', 'must be a port number from 1 to 65535, not 0'],
    ['ansible_become=maybe', `must be true or false, not "maybe"`],
    ['ansible_become_method=su', 'only sudo is supported to become root'],
    ['ansible_become_user=etcd', 'only root can be become'],
    ['ansible_connection=docker', "the connection 'docker' is not supported"],
    ['ansible_password="[\'x1y2z3\']"', 'must be text'],
    ['ansible_host=a ansible_ssh_host=b', "'ansible_ssh_host' says something else (lab/i.ini:2:22)"],
    ["ansible_ssh_common_args='-F ssh.conf'", 'ssh configuration files are not read'],
    ["ansible_ssh_common_args='-o LocalCommand=x'", 'the ssh option LocalCommand is not supported'],
    ["ansible_ssh_common_args='-o HostName=elsewhere'", 'the ssh option HostName is not supported'],
    ["ansible_ssh_args='-o ProxyUseFdpass=yes'", 'the ssh option ProxyUseFdpass is not supported'],
    ['ansible_ssh_common_args=\'-o ProxyCommand="nc %h %p"\'', 'only a ProxyCommand of the form "ssh -W %h:%p HOST" is understood'],
    ['ansible_ssh_common_args=\'-o ProxyCommand="ssh gate nc %h %p"\'', 'the ProxyCommand does not forward with -W %h:%p'],
    ["ansible_ssh_common_args='-o'", 'the ssh option -o lacks its value'],
    ["ansible_ssh_common_args='gate'", "'gate' is not an ssh option"],
    ["ansible_ssh_common_args='-R 1:2:3'", 'the ssh option -R is not supported'],
  ])('%s: %s', (variable, message) => {
    const error = refusal(`node1 ${variable}`);
    const name = variable.split('=')[0] ?? '';
    expect(error.message).toBe(`lab/i.ini:2:7: variable '${name}' of node1: ${message}`);
    expect(error.hint).toBeTruthy();
    expect(error.host).toBe('node1');
  });

  it('says everything that is wrong at once', () => {
    const error = refusal(
      'node1 ansible_port=abc ansible_connection=winrm ansible_become_method=su ansible_ssh_common_args="-F /x -R 1 -o Foo=bar -J jump"',
    );
    expect(error.code).toBe('badVariable');
    expect(error.message.split('\n')).toEqual([
      "lab/i.ini:2:24: variable 'ansible_connection' of node1: the connection 'winrm' is not supported (remove ansible_connection; hosts are reached over SSH)",
      "lab/i.ini:2:74: variable 'ansible_ssh_common_args' of node1: the ssh option -R is not supported (remove it)",
      "lab/i.ini:2:74: variable 'ansible_ssh_common_args' of node1: ssh configuration files are not read (write the jump host itself: -o ProxyJump=USER@HOST, or put it into the group bastion)",
      "lab/i.ini:2:74: variable 'ansible_ssh_common_args' of node1: the ssh option Foo is not supported (remove it; a jump host is given with -o ProxyJump=USER@HOST or the group bastion)",
      `lab/i.ini:2:7: variable 'ansible_port' of node1: must be a port number from 1 to 65535, not "abc" (SSH usually listens on 22)`,
      "lab/i.ini:2:49: variable 'ansible_become_method' of node1: only sudo is supported to become root (set ansible_become_method: sudo, or connect as root)",
    ]);
  });

  it('through itself is refused', () => {
    expect(refusal("node1 ansible_ssh_common_args='-J node1'").message).toBe('host node1 would be reached through itself');
  });
});
