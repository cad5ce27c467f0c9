import { KmagicError } from '../errors/kmagic-error.ts';
import { kernelOptions, type FactName } from './fact-probes.ts';
import { addressesOf, defaultAddressOf, type HostAddress } from './parse-addresses.ts';
import type { StableFacts } from './stable-facts.ts';

/** What a host printed to each question; empty where it had nothing to say. */
export type FactAnswers = Readonly<Record<FactName, string>>;

/** Facts from a host's answers; throws unsupported where it is no machine kmagic knows. */
export function parseFacts(host: string, said: FactAnswers): StableFacts {
  const addresses = addressesOf(said);
  const defaultIpv4 = defaultAddressOf(said, addresses);
  const present = new Set(words(said.kernelFeatures));
  return {
    hostname: required(host, 'hostname', said.hostname),
    machineId: said.machineId.trim(),
    bootId: said.bootId.trim(),
    os: osOf(said.osRelease),
    kernel: required(host, 'kernel release', said.kernel),
    arch: archOf(host, said.arch.trim()),
    cpus: Number(required(host, 'number of processors', said.cpus)),
    memoryMiB: memoryOf(host, said.memory),
    cgroup: said.cgroup.trim() === 'v2' ? 'v2' : 'v1',
    ...(defaultIpv4 !== undefined && { defaultIpv4 }),
    addresses: addresses.map(({ address }) => address),
    ...interfacesOf(addresses),
    packageManager: packageManagerOf(said.packageManager.trim()),
    systemdResolved: said.resolved.trim() === 'active',
    kernelFeatures: Object.fromEntries(Object.keys(kernelOptions).map((name) => [name, present.has(name)])),
  };
}

function interfacesOf(addresses: readonly HostAddress[]): Pick<StableFacts, 'interfaces'> {
  const named = addresses.flatMap(({ address, interface: name }) => (name === undefined ? [] : [[name, address] as const]));
  return named.length === 0 ? {} : { interfaces: Object.fromEntries(named.reverse()) };
}

function osOf(text: string): StableFacts['os'] {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
      return name === undefined || value === undefined ? [] : [[name, unquoted(value)] as const];
    }),
  );
  // os-release(5): ID defaults to linux, PRETTY_NAME to Linux; a rolling release has no VERSION_ID.
  return {
    id: fields.get('ID') ?? 'linux',
    versionId: fields.get('VERSION_ID') ?? '',
    prettyName: fields.get('PRETTY_NAME') ?? 'Linux',
    idLike: words(fields.get('ID_LIKE') ?? ''),
  };
}

function unquoted(value: string): string {
  const quote = value.at(0);
  const isQuoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  return (isQuoted ? value.slice(1, -1) : value).replace(/\\(.)/g, '$1');
}

function archOf(host: string, machine: string): StableFacts['arch'] {
  if (machine === 'x86_64' || machine === 'amd64') return 'amd64';
  if (machine === 'aarch64' || machine === 'arm64') return 'arm64';
  throw new KmagicError(
    'unsupported',
    `${host}: its processor is ${machine === '' ? 'unknown' : machine}; kmagic knows x86_64 and aarch64`,
    { host },
  );
}

function memoryOf(host: string, meminfo: string): number {
  const kib = /^MemTotal:\s+(\d+) kB/m.exec(meminfo)?.[1] ?? '';
  return Math.floor(Number(required(host, 'amount of memory', kib)) / 1024);
}

function packageManagerOf(said: string): StableFacts['packageManager'] {
  return said === 'apt' || said === 'dnf' ? said : 'none';
}

function required(host: string, what: string, said: string): string {
  const value = said.trim();
  if (value !== '') return value;
  throw new KmagicError('unsupported', `${host}: its ${what} cannot be read`, { host, hint: 'is it a Linux machine with /proc mounted?' });
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
