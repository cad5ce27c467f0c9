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

/** Why an argument cannot be honoured, and what to do instead. */
export class SshRefusal extends Error {
  readonly hint: string;

  constructor(what: string, hint: string) {
    super(what);
    this.hint = hint;
  }
}

/**
 * Reads `-o ProxyJump=`, `-J`, `-o ProxyCommand="ssh -W ..."` and `-i`. What changes neither where a connection goes nor as whom is
 * passed over, with a warning where somebody may rely on it; everything else is refused, each in a refusal of its own.
 */
export function parseSshArguments(text: string): SshArguments & { readonly refusals: readonly SshRefusal[] } {
  let jumps: readonly JumpHost[] | undefined;
  let identityFile: string | undefined;
  const warnings: string[] = [];
  const { found, refusals } = options(text);
  for (const option of found) {
    collecting(refusals, () => {
      const name = option.name.toLowerCase();
      if (name === 'proxyjump') jumps = option.value.toLowerCase() === 'none' ? [] : option.value.split(',').map(jumpHost);
      else if (name === 'proxycommand') {
        const command = proxyCommand(option.value);
        jumps = command.jumps;
        warnings.push(...command.warnings);
      } else if (name === 'identityfile') identityFile = option.value;
      else if (name === 'destination') throw new SshRefusal(`'${option.value}' is not an ssh option`, 'remove it');
      else warnings.push(...withoutEffect(option));
    });
  }
  return { warnings, refusals, ...(jumps && { jumps }), ...(identityFile !== undefined && { identityFile }) };
}

function collecting(refusals: SshRefusal[], read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SshRefusal)) throw error;
    refusals.push(error);
  }
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
/** Further letters with a value: none is supported, and the value is no word of its own. */
const refusedWithValue = /^-[BbcDeILmOPQRw]$/;
const harmlessFlags = new Set(['-q', '-A', '-C', '-4', '-6', '-T', '-x', '-a', '-n', '-v', '-vv', '-vvv', '-N']);

interface Options {
  readonly found: readonly Option[];
  readonly refusals: SshRefusal[];
}

function options(text: string): Options {
  const refusals: SshRefusal[] = [];
  let words: readonly string[] = [];
  collecting(refusals, () => (words = split(text)));
  const found: Option[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const letter = word.slice(0, 2);
    const takesValue = letter === '-o' || Object.hasOwn(withValue, letter);
    if (!takesValue) {
      if (!word.startsWith('-')) found.push({ name: 'Destination', value: word });
      else if (!harmlessFlags.has(word)) refusals.push(new SshRefusal(`the ssh option ${word} is not supported`, 'remove it'));
      if (refusedWithValue.test(word)) index += 1;
      continue;
    }
    const attached = word.slice(2);
    if (attached === '') index += 1;
    const value = attached === '' ? words[index] : attached;
    if (value === undefined) {
      refusals.push(new SshRefusal(`the ssh option ${word} lacks its value`, 'add the value, or remove the option'));
      continue;
    }
    collecting(refusals, () => found.push(letter === '-o' ? configOption(value) : { name: withValue[letter] ?? '', value }));
  }
  return { found, refusals };
}

function split(text: string): readonly string[] {
  try {
    return splitWords(text).map((word) => word.text);
  } catch (error) {
    if (error instanceof SplitError) throw new SshRefusal(error.message, 'close the quote');
    throw error;
  }
}

function configOption(text: string): Option {
  const match = /^\s*(\w+)(?:\s*=\s*|\s+)([\s\S]*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) throw new SshRefusal(`'-o ${text}' is not NAME=VALUE`, 'write -o NAME=VALUE');
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
function withoutEffect({ name, value }: Option): readonly string[] {
  const lower = name.toLowerCase();
  if (harmlessOptions.has(lower) || (lower === 'stricthostkeychecking' && value.toLowerCase() === 'accept-new')) return [];
  const own = ownChoices[lower];
  if (own !== undefined) return [`${name}=${value} has no effect: ${own}`];
  if (lower === 'configfile')
    throw new SshRefusal(
      'ssh configuration files are not read',
      'write the jump host itself: -o ProxyJump=USER@HOST, or put it into the group bastion',
    );
  if (lower === 'port' || lower === 'user')
    throw new SshRefusal(`the ${lower} is not taken from ssh arguments`, `set ansible_${lower} instead`);
  throw new SshRefusal(
    `the ssh option ${name} is not supported`,
    'remove it; a jump host is given with -o ProxyJump=USER@HOST or the group bastion',
  );
}

function jumpHost(text: string): JumpHost {
  const match = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([0-9a-fA-F:.]+)\]|([^@:\s/[\]]+))(?::(\d+))?\/?$/.exec(text.trim());
  const host = match?.[2] ?? match?.[3];
  if (host === undefined) throw new SshRefusal(`the jump host '${text}' cannot be read`, 'write USER@HOST:PORT');
  const port = match?.[4];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65535))
    throw new SshRefusal(`the port of the jump host '${text}' is none`, 'write USER@HOST:PORT with a port from 1 to 65535');
  return { host, ...(match?.[1] === undefined ? {} : { user: match[1] }), ...(port === undefined ? {} : { port: Number(port) }) };
}

function proxyCommand(text: string): { readonly jumps: readonly JumpHost[]; readonly warnings: readonly string[] } {
  const hint = 'write -o ProxyJump=USER@HOST, or put the host into the group bastion';
  if (text.toLowerCase() === 'none') return { jumps: [], warnings: [] };
  const program = /^\s*(?:exec\s+)?(\S+)\s+/.exec(text);
  if (program?.[1] === undefined || !/(?:^|\/)ssh$/.test(program[1]))
    throw new SshRefusal(`only a ProxyCommand of the form "ssh -W %h:%p HOST" is understood`, hint);
  const { found: given, refusals } = options(text.slice(program[0].length));
  const [refusal] = refusals;
  if (refusal !== undefined) throw refusal;
  const value = (name: string) => given.find((option) => option.name.toLowerCase() === name)?.value;
  const forward = value('forward');
  const destinations = given.filter((option) => option.name === 'Destination');
  const [destination] = destinations;
  if (forward !== '%h:%p' && forward !== '[%h]:%p') throw new SshRefusal('the ProxyCommand does not forward with -W %h:%p', hint);
  if (destination === undefined || destinations.length > 1) throw new SshRefusal('the ProxyCommand must name exactly one host', hint);
  const read = ['destination', 'forward', 'port', 'user', 'identityfile', 'proxyjump'];
  const warnings = given.filter((option) => !read.includes(option.name.toLowerCase())).flatMap((option) => withoutEffect(option));
  const [port, user, identityFile] = [value('port'), value('user'), value('identityfile')];
  const before = value('proxyjump')?.split(',').map(jumpHost) ?? [];
  const jump: JumpHost = {
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...jumpHost(destination.value),
    ...(identityFile === undefined ? {} : { identityFile }),
  };
  return { jumps: [...before, jump], warnings };
}
