import { readdir, readFile } from 'node:fs/promises';
import { run } from '../run-command.ts';
import { releases, type Release, type ReleaseName } from './releases.ts';

/** The script of debootstrap that all releases of Ubuntu share: it may not know a newer one by name. */
export const ubuntuScript = 'gutsy';

/** What a chroot or host needs to install packages as this machine does. */
export interface AptSetup extends Release {
  /** The mirror to bootstrap from, and the components it is used for. */
  readonly mirror: string;
  readonly components: readonly string[];
  /** Whether debootstrap cannot check what it gets: the keys of another distribution are in no package of this one. */
  readonly isUnchecked: boolean;
  /** One-line source entries. */
  readonly sourcesList: string;
  /** apt.conf text: proxies and the validity checks this machine has set. */
  readonly configuration: string;
  /** Host names the entries and proxies mention. */
  readonly hostNames: readonly string[];
}

interface Entry {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
}

/**
 * Reads the machine's apt configuration, for a host of its own release or of another one. Releases of its own distribution come from
 * its own mirrors, those of another from KMAGIC_LAB_DEBIAN or KMAGIC_LAB_UBUNTU, else from where debootstrap takes them by itself. Throws
 * when there is no source for a release.
 */
export async function readAptSetup(wanted?: ReleaseName): Promise<AptSetup> {
  const machine = await machineRelease();
  const { distribution, codename } = wanted === undefined ? machine : releases[wanted];
  const isOther = distribution !== machine.distribution;
  const own = isOther ? await entriesOf(distribution, codename) : ownEntries(await readEntries(), machine.codename, codename);
  const main = own.find((e) => e.suites.includes(codename) && e.components.includes('main'));
  if (main === undefined) throw new Error(`no apt source on this machine has main of ${codename}: the lab is built from it`);
  const configuration = (await run(['apt-config', 'dump']))
    .split('\n')
    .filter((line) => /^Acquire::(https?::(\S+::)?Proxy|Check-Valid-Until|Check-Date|AllowInsecure\S*) "/i.test(line))
    .join('\n');
  const sourcesList = own.flatMap((e) => e.suites.map((s) => `deb ${e.uri} ${s} ${e.components.join(' ')}`)).join('\n');
  const urls = `${sourcesList}\n${configuration}`.matchAll(/https?:\/\/([^/\s":]+)/g);
  return {
    mirror: main.uri,
    components: main.components,
    distribution,
    codename,
    isUnchecked: isOther,
    sourcesList: `${sourcesList}\n`,
    configuration: `${configuration}\n`,
    hostNames: [...new Set([...urls].map((match) => match[1]!))],
  };
}

async function machineRelease(): Promise<Release> {
  const text = await readFile('/etc/os-release', 'utf8');
  const value = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { distribution: value('ID') === 'ubuntu' ? 'ubuntu' : 'debian', codename: value('VERSION_CODENAME') };
}

/** The machine's entries for its own release, as they are for another. */
function ownEntries(entries: readonly Entry[], machine: string, codename: string): readonly Entry[] {
  const isOwn = (suite: string): boolean => suite === machine || suite.startsWith(`${machine}-`);
  return entries.flatMap((entry) => {
    const suites = entry.suites.filter(isOwn).map((suite) => codename + suite.slice(machine.length));
    return suites.length > 0 ? [{ ...entry, suites }] : [];
  });
}

async function entriesOf(distribution: Release['distribution'], codename: string): Promise<readonly Entry[]> {
  const uri = process.env[`KMAGIC_LAB_${distribution.toUpperCase()}`] ?? (distribution === 'ubuntu' ? await usualUbuntu() : undefined);
  const components = distribution === 'ubuntu' ? ['main', 'universe'] : ['main'];
  return uri === undefined ? [] : [{ uri, suites: [codename, `${codename}-updates`], components }];
}

async function usualUbuntu(): Promise<string | undefined> {
  const script = await readFile(`/usr/share/debootstrap/scripts/${ubuntuScript}`, 'utf8').catch(() => '');
  return /default_mirror (\S+:\/\/archive\S*)/.exec(script)?.[1];
}

async function readEntries(): Promise<readonly Entry[]> {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => []);
  const entries: Entry[] = [];
  for (const path of ['/etc/apt/sources.list', ...names.sort().map((name) => `${folder}/${name}`)]) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (path.endsWith('.list')) entries.push(...oneLineEntries(text));
    if (path.endsWith('.sources')) entries.push(...stanzaEntries(text));
  }
  return entries;
}

function oneLineEntries(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/#.*/, '')
      .replace(/\[[^\]]*\]/, '')
      .trim()
      .split(/\s+/);
    const [type, uri, suite, ...components] = words;
    return type === 'deb' && uri && suite ? [{ uri, suites: [suite], components }] : [];
  });
}

function stanzaEntries(text: string): readonly Entry[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string): readonly string[] => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
    if (!field('Types').includes('deb') || field('Enabled').includes('no')) return [];
    return field('URIs').map((uri) => ({ uri, suites: field('Suites'), components: field('Components') }));
  });
}
