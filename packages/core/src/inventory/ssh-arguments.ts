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
  /** Undefined where the arguments do not say; empty where they say there is none. */
  readonly jumps?: readonly JumpHost[];
  readonly identityFile?: string;
  /** What asks for something kmagic does in its own way, and which. */
  readonly warnings: readonly string[];
}

/** Makes the error for arguments that cannot be honoured. */
export type Refuse = (what: string, hint: string) => Error;

/**
 * Reads `-o ProxyJump=`, `-J`, `-o ProxyCommand="ssh -W ..."` and `-i`. What changes neither where a connection goes nor as whom is
 * passed over, with a warning where somebody may rely on it; everything else is refused.
 */
export function parseSshArguments(text: string, refuse: Refuse): SshArguments {
  let jumps: readonly JumpHost[] | undefined;
  let identityFile: string | undefined;
  const warnings: string[] = [];
  for (const option of options(text, refuse)) {
    const name = option.name.toLowerCase();
    if (name === 'proxyjump')
      jumps = option.value.toLowerCase() === 'none' ? [] : option.value.split(',').map((jump) => jumpHost(jump, refuse));
    else if (name === 'proxycommand') {
      const command = proxyCommand(option.value, refuse);
      jumps = command.jumps;
      warnings.push(...command.warnings);
    } else if (name === 'identityfile') identityFile = option.value;
    else if (name === 'destination') throw refuse(`'${option.value}' is not an ssh option`, 'remove it');
    else warnings.push(...withoutEffect(option, refuse));
  }
  return { warnings, ...(jumps && { jumps }), ...(identityFile !== undefined && { identityFile }) };
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
const harmlessOptions = new Set([
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

/** Choices kmagic makes itself: what it does instead. */
const ownChoices: Readonly<Record<string, string>> = {
  stricthostkeychecking: 'kmagic checks host keys itself: it notes those of new hosts and refuses changed ones (--host-key-checking)',
  userknownhostsfile: "host keys are kept in the cluster's own .kmagic/known_hosts",
  globalknownhostsfile: "host keys are kept in the cluster's own .kmagic/known_hosts",
  updatehostkeys: "host keys are kept in the cluster's own .kmagic/known_hosts",
  verifyhostkeydns: "host keys are kept in the cluster's own .kmagic/known_hosts",
  ciphers: 'kmagic offers its own algorithms',
  macs: 'kmagic offers its own algorithms',
  kexalgorithms: 'kmagic offers its own algorithms',
  hostkeyalgorithms: 'kmagic offers its own algorithms',
  pubkeyacceptedkeytypes: 'kmagic offers its own algorithms',
  pubkeyacceptedalgorithms: 'kmagic offers its own algorithms',
};

/** The warnings an option deserves that does not change where a connection goes, nor as whom; throws for one that may. */
function withoutEffect({ name, value }: Option, refuse: Refuse): readonly string[] {
  const lower = name.toLowerCase();
  if (harmlessOptions.has(lower) || (lower === 'stricthostkeychecking' && value.toLowerCase() === 'accept-new')) return [];
  const own = ownChoices[lower];
  if (own !== undefined) return [`${name}=${value} has no effect: ${own}`];
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
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65535))
    throw refuse(`the port of the jump host '${text}' is none`, 'write USER@HOST:PORT with a port from 1 to 65535');
  return { host, ...(match?.[1] === undefined ? {} : { user: match[1] }), ...(port === undefined ? {} : { port: Number(port) }) };
}

function proxyCommand(text: string, refuse: Refuse): { readonly jumps: readonly JumpHost[]; readonly warnings: readonly string[] } {
  const hint = 'write -o ProxyJump=USER@HOST, or put the host into the group bastion';
  if (text.toLowerCase() === 'none') return { jumps: [], warnings: [] };
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
  const read = ['destination', 'forward', 'port', 'user', 'identityfile', 'proxyjump'];
  const warnings = given.filter((option) => !read.includes(option.name.toLowerCase())).flatMap((option) => withoutEffect(option, refuse));
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
  return { jumps: [...before, jump], warnings };
}
