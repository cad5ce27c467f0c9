import { addressNames } from './derived/addresses.ts';
import { etcdNames } from './derived/etcd.ts';
import type { Derive, Names, Surroundings } from './derived/names.ts';
import { catalogDefault } from './derived/catalog-default.ts';
import { proxyNames } from './derived/proxy.ts';
import { settingNames } from './derived/settings.ts';
import { checksumNames, sourceNames, versionNames } from './derived/versions.ts';
import { sourceBase } from './host-spec.ts';
import { knownByName } from './kubespray/known-variables.ts';
import { lazily, type Read } from './resolve.ts';
import { said } from './said.ts';
import type { HostInput } from './spec-input.ts';
import { allVariables, clusterTopics, hostTopics, type AnyTopic } from './topics.ts';
import type { ClusterTopics, HostTopics } from './variable.ts';

export type { Surroundings } from './derived/names.ts';

type Defaults = Readonly<Record<string, unknown>>;

/** The defaults of kmagic's own variables on a host, by topic. */
interface Settings {
  readonly cluster: ClusterTopics;
  readonly own: HostTopics;
}

type Entry = (names: Names, settings: () => Settings) => unknown;

/**
 * What `{{ name }}` means on a host where nobody defines `name`: the defaults of all variables kubespray and kmagic have, and what
 * kubespray works out of them (`image_arch`, `main_ip`, ...). Each is worked out when it is read and then kept, so that
 * `host.variables` may be lazy as well; undefined where the name has no default.
 */
export function templateDefaults(around: Surroundings): (host: HostInput) => Defaults {
  const made = new Map<string, { readonly names: Names; readonly defaults: Defaults }>();
  let byName: ReadonlyMap<string, HostInput> | undefined;
  const of = (host: HostInput): { readonly names: Names; readonly defaults: Defaults } => {
    const known = made.get(host.name);
    if (known !== undefined) return known;
    const names: Names = {
      host,
      around,
      value: (name) => {
        const given = said(host, name);
        return given === undefined ? defaults[name] : given;
      },
      of: (name) => {
        byName ??= new Map(around.hosts.map((one) => [one.name, one]));
        const other = byName.get(name);
        return other === undefined ? undefined : of(other).names;
      },
    };
    const defaults = readLazily(
      names,
      once(() => settingsOf(host, around)),
    );
    const both = { names, defaults };
    made.set(host.name, both);
    return both;
  };
  return (host) => of(host).defaults;
}

const entries: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ...allVariables.map(({ variable, place }) => entry(variable.name, (_, settings) => variable.written ?? at(settings(), place))),
  ...[...knownByName].map(([name, { row }]) => entry(name, (names) => catalogDefault(row[2], names))),
  ...Object.entries(sourceNames).map(([name, derive]) => entry(name, (names, settings) => derive(names, sourceBase(settings().cluster)))),
  ...Object.entries<Derive>({ ...addressNames, ...etcdNames, ...proxyNames, ...settingNames, ...versionNames, ...checksumNames }),
]);

function entry(name: string, work: Entry): readonly [string, Entry] {
  return [name, work];
}

/** An object that has every name of the table and works a value out when it is read. */
function readLazily(names: Names, settings: () => Settings): Defaults {
  const values = new Map<string, unknown>();
  const read = (name: string): unknown => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    if (!values.has(name)) values.set(name, entry(names, settings));
    return values.get(name);
  };
  return new Proxy<Defaults>(
    {},
    {
      get: (_, name) => (typeof name === 'string' ? read(name) : undefined),
      has: (_, name) => typeof name === 'string' && entries.has(name),
      ownKeys: () => [...entries.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        typeof name === 'string' && entries.has(name) ? { configurable: true, enumerable: true, get: () => read(name) } : undefined,
    },
  );
}

function settingsOf(host: HostInput, around: Surroundings): Settings {
  const read: Read = (variable) => {
    const raw = said(host, variable.name);
    const parsed = raw === undefined || raw === null ? undefined : variable.type.schema.safeParse(raw);
    return parsed?.success === true ? { given: true, value: parsed.data } : { given: false };
  };
  const scope = { cluster: {} as ClusterTopics, own: {} as HostTopics, host, hosts: around.hosts };
  scope.cluster = lazily(clusterTopics as Record<string, AnyTopic>, { read, scope }) as ClusterTopics;
  scope.own = lazily(hostTopics as Record<string, AnyTopic>, { read, scope }) as HostTopics;
  return scope;
}

/** What stands at a place such as `kubelet.maxPods` or `host.node.labels`. */
function at({ cluster, own }: Settings, place: string): unknown {
  let value: unknown = { ...cluster, host: own };
  for (const property of place.split('.')) value = (value as Record<string, unknown> | undefined)?.[property];
  return value;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
