import type { KubeObject } from './kube-object.ts';

/**
 * The fields of an object the API server would not store as written: undefined, null, empty text and empty lists it drops,
 * and false or 0 where the field has no pointer. Such a field would differ from what is stored forever. For tests.
 */
export function unstorable(object: KubeObject, pointers: readonly string[]): readonly string[] {
  return walk(object, '', new Set([...alwaysPointers, ...pointers]));
}

/** Fields whose false and 0 the server keeps. */
const alwaysPointers = [
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'maxUnavailable',
  'optional',
  'readOnlyRootFilesystem',
  'replicas',
  'terminationGracePeriodSeconds',
];

function walk(value: unknown, path: string, pointers: ReadonlySet<string>): readonly string[] {
  const name = path.split('.').at(-1) ?? '';
  const dropped = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  const empty = value === '' && !path.includes('.data.') && !path.startsWith('.metadata.labels') && !name.startsWith('apiGroups');
  const zero = (value === false || value === 0) && !pointers.has(name);
  if (dropped || empty || zero) return [path];
  if (typeof value !== 'object') return [];
  const entries = Array.isArray(value) ? value.map((v, i) => [`${name}[${i}]`, v] as const) : Object.entries(value);
  return entries.flatMap(([key, v]) => walk(v, `${path}.${key}`, pointers));
}
