import { parse } from 'yaml';
import { yamlText } from './yaml-text.ts';

/** What can decrypt; `identity` is plain text. */
export type Provider = 'secretbox' | 'aesgcm' | 'aescbc' | 'identity';

/** For each resource by its plural name, who can read what is stored; the first of them writes. */
export type EncryptionRules = Readonly<Record<string, readonly Provider[]>>;

/** Stands in a text where the key belongs. */
export const keyMark = 'KEY-GOES-HERE';

/** EncryptionConfiguration with marks in place of its one key, a 32-byte key in base64. */
export function encryptionText(rules: EncryptionRules): string {
  const groups = Map.groupBy(Object.keys(rules).sort(), (resource) => rules[resource]!.join(' '));
  const resources = [...groups.values()].map((names) => ({ resources: names, providers: rules[names[0]!]!.map(providerOf) }));
  return yamlText({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources });
}

function providerOf(name: Provider): object {
  return name === 'identity' ? { identity: {} } : { [name]: { keys: [{ name: 'key', secret: keyMark }] } };
}

/** The rules of a text and what stands in it for its key; undefined where it says more than rules with one key can. */
export function parseEncryption(text: string): { readonly rules: EncryptionRules; readonly key: string } | undefined {
  const rules: Record<string, readonly Provider[]> = {};
  const keys = new Set<string>();
  // Every plain value stays text: a hash of digits alone is no number.
  for (const entry of listIn(documentOf(text), 'resources')) {
    const providers = listIn(entry, 'providers').map((provider) => readProvider(provider, keys));
    const names = listIn(entry, 'resources');
    if (names.length === 0 || providers.length === 0) return undefined;
    for (const name of names) {
      if (typeof name !== 'string' || name.includes('*') || name in rules) return undefined;
      if (!providers.every((p) => p !== undefined)) return undefined;
      rules[name] = providers;
    }
  }
  const [key] = keys;
  return key === undefined || keys.size > 1 ? undefined : { rules, key };
}

function documentOf(text: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', logLevel: 'error' });
  } catch {
    return undefined;
  }
}

function readProvider(value: unknown, keys: Set<string>): Provider | undefined {
  const [name, ...others] = Object.keys(isRecord(value) ? value : {});
  if (name === 'identity') return others.length === 0 ? name : undefined;
  if ((name !== 'secretbox' && name !== 'aesgcm' && name !== 'aescbc') || others.length > 0) return undefined;
  const own = listIn((value as Readonly<Record<string, unknown>>)[name], 'keys');
  for (const key of own) if (isRecord(key) && typeof key['secret'] === 'string') keys.add(key['secret']);
  return own.length === 1 ? name : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an API server with these rules can read, such as `secrets/secretbox`; sorted. */
export function readsOf(rules: EncryptionRules): readonly string[] {
  return Object.entries(rules)
    .flatMap(([resource, providers]) => providers.map((provider) => `${resource}/${provider}`))
    .sort();
}

/** The rules that want no more than these, and with which whatever any of the others wrote can still be read; null for none. */
export function wantedRules(
  want: { readonly algorithm: Provider; readonly resources: readonly string[] },
  stored: readonly EncryptionRules[],
): EncryptionRules | null {
  const names = [...new Set([...want.resources, ...stored.flatMap((rules) => Object.keys(rules))])].sort();
  const all = names.flatMap((name): readonly (readonly [string, readonly Provider[]])[] => {
    const first = want.resources.includes(name) ? want.algorithm : 'identity';
    const ciphers = new Set(stored.flatMap((rules) => rules[name] ?? []).filter((p) => p !== first && p !== 'identity'));
    const rest = [...ciphers].sort();
    if (first === 'identity') return rest.length === 0 ? [] : [[name, ['identity', ...rest]]];
    return [[name, [first, ...rest, 'identity']]];
  });
  return all.length === 0 ? null : Object.fromEntries(all);
}

/** The rules of now, which write as before, and can read what the wanted ones will write. */
export function readingRules(now: EncryptionRules, wanted: EncryptionRules): EncryptionRules {
  const entries = Object.entries(wanted).map(([name, providers]) => {
    const before = now[name] ?? ['identity'];
    return [name, [...before, ...providers.filter((p) => !before.includes(p))]] as const;
  });
  return Object.fromEntries(entries);
}
