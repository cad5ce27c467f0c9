import { readdir, readFile } from 'node:fs/promises';
import { run } from '../run-command.ts';

/** What a chroot or host needs to install packages as this machine does. */
export interface AptSetup {
  /** The Debian mirror to bootstrap from. */
  readonly mirror: string;
  readonly codename: string;
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

/** Reads the machine's apt configuration; throws when it has no Debian source for its own release. */
export async function readAptSetup(): Promise<AptSetup> {
  const codename = /^VERSION_CODENAME=(.*)$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? '';
  const entries = await readEntries();
  const own = entries.filter((e) => e.suites.some((s) => s === codename || s.startsWith(`${codename}-`)));
  const mirror = own.find((e) => e.suites.includes(codename) && e.components.includes('main'))?.uri;
  if (mirror === undefined) throw new Error(`no apt source on this machine has Debian ${codename} main: the lab is built from it`);
  const configuration = (await run(['apt-config', 'dump']))
    .split('\n')
    .filter((line) => /^Acquire::(https?::(\S+::)?Proxy|Check-Valid-Until|Check-Date|AllowInsecure\S*) "/i.test(line))
    .join('\n');
  const sourcesList = own.flatMap((e) => e.suites.map((s) => `deb ${e.uri} ${s} ${e.components.join(' ')}`)).join('\n');
  const urls = `${sourcesList}\n${configuration}`.matchAll(/https?:\/\/([^/\s":]+)/g);
  return {
    mirror,
    codename,
    sourcesList: `${sourcesList}\n`,
    configuration: `${configuration}\n`,
    hostNames: [...new Set([...urls].map((match) => match[1]!))],
  };
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
