import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { Secret } from '../secret/secret.ts';
import type { Variables } from '../vars/variables.ts';
import { connectionNames as names } from './connection-names.ts';
import {
  booleanSetting,
  isHidden,
  portSetting,
  secretSetting,
  setting,
  settingError,
  settingNote,
  textSetting,
} from './connection-settings.ts';
import type { Setting } from './connection-settings.ts';
import { parseSshArguments } from './ssh-arguments.ts';
import type { JumpHost, SshArguments } from './ssh-arguments.ts';

/** Everything needed to reach a host and be root there. */
export interface ConnectionPlan {
  /** The inventory's name of the host, or the address of a jump host that is not in it. */
  readonly name: string;
  /** 'local': the controller itself is the host. */
  readonly via: 'ssh' | 'local';
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Absolute path on the controller. */
  readonly privateKeyFile?: string;
  /** The key itself, where it is a variable. */
  readonly privateKey?: Secret;
  readonly passphrase?: Secret;
  readonly agentSocket?: string;
  readonly password?: Secret;
  /** 'no' where the user is root or `ansible_become` is false, and for hosts only gone through. */
  readonly become: 'sudo' | 'no';
  readonly becomePassword?: Secret;
  /** The host to go through. */
  readonly bastion?: ConnectionPlan;
  /** What was written and has no effect here, each a sentence with its place. */
  readonly warnings?: readonly string[];
}

/** Who runs kmagic. */
export interface Operator {
  readonly user: string;
  readonly home: string;
  /** Where their ssh agent listens. */
  readonly agentSocket?: string;
}

/** The connection of a host from its `ansible_*` variables and the group `bastion`; throws `badVariable` with the place, or with all places. */
export function connectionOf(host: string, variables: Variables, operator: Operator = currentOperator()): ConnectionPlan {
  const { plan, problems } = examineConnection(host, variables, operator);
  const [first] = problems;
  if (first === undefined) return plan;
  const [blocking = first, ...others] = problems.filter(({ code }) => code !== 'needsFacts');
  if (others.length === 0) throw blocking;
  const messages = [blocking, ...others].map(({ message, hint }) => `${message}${hint === undefined ? '' : ` (${hint})`}`);
  throw new KmagicError('badVariable', messages.join('\n'), { host, hint: 'each line above says what to change' });
}

/** The connection of a host with everything that keeps it from being made; use the plan only where there is nothing. */
export function examineConnection(
  host: string,
  variables: Variables,
  operator: Operator = currentOperator(),
): { readonly plan: ConnectionPlan; readonly problems: readonly KmagicError[] } {
  const problems = new Map<string, KmagicError>();
  const attempt: Attempt = (read) => {
    try {
      return read();
    } catch (thrown) {
      const error = asKmagicError(thrown);
      if (error.code === 'bug') throw error;
      problems.set(error.message, error);
      return undefined;
    }
  };
  const plan = wholeConnection(host, { variables, operator, attempt });
  return { plan, problems: [...problems.values()] };
}

/** What a read comes to; undefined where it fails, which is kept as a problem. */
type Attempt = <T>(read: () => T) => T | undefined;

interface Reading {
  readonly variables: Variables;
  readonly operator: Operator;
  readonly attempt: Attempt;
}

function wholeConnection(host: string, reading: Reading): ConnectionPlan {
  const { variables, attempt } = reading;
  const plan = directConnection(host, reading);
  if (plan.via === 'local') return plan;
  const { jumps } = sshArguments(host, reading);
  if (jumps?.length === 0) return plan;
  if (jumps !== undefined) {
    const bastion = attempt(() => jumpConnection(jumps, { plan, reading }));
    return { ...plan, ...(bastion && { bastion }) };
  }
  const bastions = variables.inventory.groups.get('bastion') ?? [];
  const [bastion] = bastions;
  if (bastion === undefined || bastions.includes(host)) return plan;
  const { becomePassword: _, ...through } = wholeConnection(bastion, reading);
  return { ...plan, bastion: { ...through, become: 'no' } };
}

function currentOperator(): Operator {
  const agentSocket = process.env['SSH_AUTH_SOCK'];
  return { user: userInfo().username, home: homedir(), ...(agentSocket && { agentSocket }) };
}

function directConnection(host: string, reading: Reading): ConnectionPlan {
  const { variables, operator, attempt } = reading;
  const of = <T>(read: (at: Setting | undefined) => T, given: readonly string[]): T | undefined =>
    attempt(() => read(setting(variables, host, given)));
  const via = of(viaOf, names.connection) ?? 'ssh';
  const user = of(textSetting, names.user) ?? operator.user;
  const { identityFile, warnings } = sshArguments(host, reading);
  const key = of(textSetting, names.privateKeyFile) ?? identityFile;
  const password = of(secretSetting, names.password);
  const privateKey = of(secretSetting, names.privateKey);
  const passphrase = of(secretSetting, names.passphrase);
  const inventoryDir = variables.inventory.hosts.find((one) => one.name === host)?.inventoryDir ?? variables.inventory.baseDir;
  return {
    name: host,
    via,
    address: of(textSetting, names.address) ?? host,
    port: of(portSetting, names.port) ?? 22,
    user,
    ...(key === undefined ? {} : { privateKeyFile: controllerPath(key, inventoryDir, operator) }),
    ...(privateKey && { privateKey }),
    ...(passphrase && { passphrase }),
    ...(password && { password }),
    ...(operator.agentSocket === undefined ? {} : { agentSocket: operator.agentSocket }),
    ...becomeOf(of, user),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** Ansible's ways to reach a host over SSH. */
const sshPlugins: readonly string[] = [
  'ssh',
  'smart',
  'paramiko',
  'paramiko_ssh',
  'libssh',
  'ansible.builtin.ssh',
  'ansible.builtin.paramiko_ssh',
  'ansible.netcommon.libssh',
];

function viaOf(connection: Setting | undefined): 'ssh' | 'local' {
  const value = textSetting(connection) ?? 'ssh';
  if (sshPlugins.includes(value)) return 'ssh';
  if (value === 'local' || value === 'ansible.builtin.local') return 'local';
  const which = connection && isHidden(connection) ? 'this connection' : `the connection '${value}'`;
  throw settingError(connection, `${which} is not supported`, 'remove ansible_connection; hosts are reached over SSH');
}

type Read = <T>(read: (at: Setting | undefined) => T, names: readonly string[]) => T | undefined;

function becomeOf(of: Read, user: string): Pick<ConnectionPlan, 'become' | 'becomePassword'> {
  of((method) => {
    if ((textSetting(method) ?? 'sudo').replace('ansible.builtin.', '') !== 'sudo')
      throw settingError(method, 'only sudo is supported to become root', 'set ansible_become_method: sudo, or connect as root');
  }, names.becomeMethod);
  of((target) => {
    if ((textSetting(target) ?? 'root') !== 'root') throw settingError(target, 'only root can be become', 'remove ansible_become_user');
  }, names.becomeUser);
  const becomePassword = of(secretSetting, names.becomePassword);
  const wanted = of(booleanSetting, names.become) ?? user !== 'root';
  if (!wanted || user === 'root') return { become: 'no' };
  return { become: 'sudo', ...(becomePassword && { becomePassword }) };
}

/** What all variables with arguments for ssh say together, the first to say something about it winning. */
function sshArguments(host: string, { variables, attempt }: Reading): SshArguments {
  const parsed = names.sshArguments.flatMap((name) => {
    const given = attempt(() => setting(variables, host, [name]));
    const text = attempt(() => textSetting(given));
    if (text === undefined) return [];
    const said = (what: string): string => (given && isHidden(given) ? 'something of it (not shown) is not followed' : what);
    const read = parseSshArguments(text);
    for (const { message, hint } of read.refusals) {
      attempt(() => {
        throw settingError(given, said(message), hint);
      });
    }
    return [{ ...read, warnings: read.warnings.map((what) => settingNote(given, said(what))) }];
  });
  const { jumps } = parsed.find((one) => one.jumps !== undefined) ?? {};
  const { identityFile } = parsed.find((one) => one.identityFile !== undefined) ?? {};
  return { warnings: parsed.flatMap((one) => one.warnings), ...(jumps && { jumps }), ...(identityFile !== undefined && { identityFile }) };
}

interface Jumping {
  /** The host the jump leads to. */
  readonly plan: ConnectionPlan;
  readonly reading: Reading;
}

/** The last jump is the one next to the host; each earlier one leads to the one behind it. */
function jumpConnection(jumps: readonly JumpHost[], jumping: Jumping): ConnectionPlan {
  const { plan, reading } = jumping;
  const { variables, operator } = reading;
  const jump = jumps.at(-1)!;
  const known = variables.inventory.hosts.some((host) => host.name === jump.host) ? directConnection(jump.host, reading) : undefined;
  const key =
    jump.identityFile === undefined
      ? (known ?? plan).privateKeyFile
      : controllerPath(jump.identityFile, variables.inventory.baseDir, operator);
  const password = known?.password;
  const before = jumps.slice(0, -1);
  const made: ConnectionPlan = {
    name: jump.host,
    via: 'ssh',
    address: known?.address ?? jump.host,
    port: jump.port ?? known?.port ?? 22,
    user: jump.user ?? known?.user ?? plan.user,
    become: 'no',
    ...(key === undefined ? {} : { privateKeyFile: key }),
    ...(password === undefined ? {} : { password }),
  };
  if (made.address === plan.address && made.port === plan.port) {
    throw new KmagicError('badVariable', `host ${plan.name} would be reached through itself`, {
      host: plan.name,
      hint: 'give the jump host variables of its own without ProxyJump',
    });
  }
  return before.length === 0 ? made : { ...made, bastion: jumpConnection(before, jumping) };
}

function controllerPath(path: string, inventoryDir: string, operator: Operator): string {
  if (path === '~' || path.startsWith('~/')) return join(operator.home, path.slice(2));
  return isAbsolute(path) ? path : join(inventoryDir, path);
}
