import { SplitError, splitWords } from './split-words.ts';

/** A host to go through, as ssh's arguments name it. */
export interface JumpHost {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  /** As written, not yet expanded. */
  readonly identityFile?: string;
}

/** What of ssh's arguments matters to a connection; `jumps` are in the order they are gone through. */
export interface SshArguments {
  readonly jumps: readonly JumpHost[];
  readonly identityFile?: string;
}

/** Makes the error for arguments that cannot be honoured. */
export type Refuse = (what: string, hint: string) => Error;

/** Reads `-o ProxyJump=`, `-J`, `-o ProxyCommand="ssh -W ..."` and `-i`; arguments without effect here are passed over, others refused. */
export function parseSshArguments(text: string, refuse: Refuse): SshArguments {
  let jumps: readonly JumpHost[] = [];
  let identityFile: string | undefined;
  for (const option of options(text, refuse)) {
    const name = option.name.toLowerCase();
    if (name === 'proxyjump')
      jumps = option.value.toLowerCase() === 'none' ? [] : option.value.split(',').map((jump) => jumpHost(jump, refuse));
    else if (name === 'proxycommand') jumps = proxyCommand(option.value, refuse);
    else if (name === 'identityfile') identityFile = option.value;
    else if (name === 'destination') throw refuse(`'${option.value}' is not an ssh option`, 'remove it');
    else checkOption(option, refuse);
  }
  return identityFile === undefined ? { jumps } : { jumps, identityFile };
}

interface Option {
  readonly name: string;
  readonly value: string;
}

/** ssh's one-letter options that take a value, as the configuration option they stand for. */
const withValue: Readonly<Record<string, string>> = {
  '-J': 'ProxyJump',
  '-i': 'IdentityFile',
  '-p': 'Port',
  '-l': 'User',
  '-W': 'Forward',
  '-F': 'ConfigFile',
  '-S': 'ControlPath',
  '-E': 'LogFile',
};
const harmlessFlags = new Set(['-q', '-C', '-4', '-6', '-T', '-x', '-a', '-n', '-v', '-vv', '-vvv', '-N']);

function options(text: string, refuse: Refuse): readonly Option[] {
  const words = split(text, refuse);
  const found: Option[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const letter = word.slice(0, 2);
    const takesValue = letter === '-o' || Object.hasOwn(withValue, letter);
    if (!takesValue) {
      if (!word.startsWith('-')) found.push({ name: 'Destination', value: word });
      else if (!harmlessFlags.has(word)) throw refuse(`the ssh option ${word} is not supported`, 'remove it');
      continue;
    }
    const attached = word.slice(2);
    if (attached === '') index += 1;
    const value = attached === '' ? words[index] : attached;
    if (value === undefined) throw refuse(`the ssh option ${word} lacks its value`, 'add the value, or remove the option');
    found.push(letter === '-o' ? configOption(value, refuse) : { name: withValue[letter] ?? '', value });
  }
  return found;
}

function split(text: string, refuse: Refuse): readonly string[] {
  try {
    return splitWords(text).map((word) => word.text);
  } catch (error) {
    if (error instanceof SplitError) throw refuse(error.message, 'close the quote');
    throw error;
  }
}

function configOption(text: string, refuse: Refuse): Option {
  const match = /^\s*(\w+)(?:\s*=\s*|\s+)([\s\S]*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) throw refuse(`'-o ${text}' is not NAME=VALUE`, 'write -o NAME=VALUE');
  return { name: match[1], value: match[2].trim().replace(/^"(.*)"$/, '$1') };
}

/** Options that change neither which host is reached nor whether it is trusted. */
const withoutEffect = new Set([
  'controlmaster',
  'controlpersist',
  'controlpath',
  'serveraliveinterval',
  'serveralivecountmax',
  'connecttimeout',
  'connectionattempts',
  'tcpkeepalive',
  'compression',
  'loglevel',
  'identitiesonly',
  'gssapiauthentication',
  'preferredauthentications',
  'forwardagent',
  'batchmode',
  'passwordauthentication',
  'pubkeyauthentication',
  'addressfamily',
  'logfile',
  'checkhostip',
  'hashknownhosts',
  'visualhostkey',
]);

function checkOption({ name, value }: Option, refuse: Refuse): void {
  const lower = name.toLowerCase();
  if (withoutEffect.has(lower)) return;
  if (lower === 'stricthostkeychecking') {
    if (['yes', 'accept-new', 'ask'].includes(value.toLowerCase())) return;
    throw refuse(
      `StrictHostKeyChecking=${value} would switch off the check of host keys`,
      'remove it; to trust keys on first sight use accept-new',
    );
  }
  if (lower === 'userknownhostsfile' || lower === 'globalknownhostsfile') {
    throw refuse(`${name} has no effect: host keys are kept in the cluster's own known_hosts`, 'remove it');
  }
  if (lower === 'configfile')
    throw refuse(
      'ssh configuration files are not read',
      'write the jump host itself: -o ProxyJump=USER@HOST, or put it into the group bastion',
    );
  if (lower === 'port' || lower === 'user') throw refuse(`the ${lower} is not taken from ssh arguments`, `set ansible_${lower} instead`);
  throw refuse(
    `the ssh option ${name} is not supported`,
    'remove it; a jump host is given with -o ProxyJump=USER@HOST or the group bastion',
  );
}

function jumpHost(text: string, refuse: Refuse): JumpHost {
  const match = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([0-9a-fA-F:.]+)\]|([^@:\s/[\]]+))(?::(\d+))?\/?$/.exec(text.trim());
  const host = match?.[2] ?? match?.[3];
  if (host === undefined) throw refuse(`the jump host '${text}' cannot be read`, 'write USER@HOST:PORT');
  const port = match?.[4];
  return { host, ...(match?.[1] === undefined ? {} : { user: match[1] }), ...(port === undefined ? {} : { port: Number(port) }) };
}

function proxyCommand(text: string, refuse: Refuse): readonly JumpHost[] {
  const hint = 'write -o ProxyJump=USER@HOST, or put the host into the group bastion';
  if (text.toLowerCase() === 'none') return [];
  const program = /^\s*(?:exec\s+)?(\S+)\s+/.exec(text);
  if (program?.[1] === undefined || !/(?:^|\/)ssh$/.test(program[1]))
    throw refuse(`only a ProxyCommand of the form "ssh -W %h:%p HOST" is understood`, hint);
  const given = options(text.slice(program[0].length), refuse);
  const value = (name: string) => given.find((option) => option.name.toLowerCase() === name)?.value;
  const forward = value('forward');
  const destinations = given.filter((option) => option.name === 'Destination');
  const [destination] = destinations;
  if (forward !== '%h:%p' && forward !== '[%h]:%p') throw refuse('the ProxyCommand does not forward with -W %h:%p', hint);
  if (destination === undefined || destinations.length > 1) throw refuse('the ProxyCommand must name exactly one host', hint);
  for (const option of given) {
    if (!['destination', 'forward', 'port', 'user', 'identityfile', 'proxyjump'].includes(option.name.toLowerCase()))
      checkOption(option, refuse);
  }
  const [port, user, identityFile] = [value('port'), value('user'), value('identityfile')];
  const before =
    value('proxyjump')
      ?.split(',')
      .map((jump) => jumpHost(jump, refuse)) ?? [];
  const jump: JumpHost = {
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...jumpHost(destination.value, refuse),
    ...(identityFile === undefined ? {} : { identityFile }),
  };
  return [...before, jump];
}
