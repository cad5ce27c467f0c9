import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { dataPaths, installedPaths, type MadePath } from './made-paths.ts';

/** An entry of a host's ledger, by key: whether kmagic created the thing or found it there. */
export type LedgerOrigins = ReadonlyMap<string, { readonly origin: 'created' | 'changed' }>;

/** What a reset does not undo on a host, as people read it: what was there before kmagic changed it, and what may serve others. */
export function leftAsFound(spec: ClusterSpec, self: HostSpec, ledger: LedgerOrigins): readonly string[] {
  const gone = [...dataPaths(spec, self), ...installedPaths(spec, self)].filter((made) => goes(made, ledger));
  const left: string[] = [];
  for (const [key, { origin }] of ledger) {
    const [kind = '', what = '', ...rest] = key.split(':');
    const name = rest.join(':');
    if (kind === 'packages') left.push('installed packages');
    else if (key === 'command:command:hostname') left.push('the name of the host');
    else if (kind === 'swap') left.push('swap, which is off');
    else if (kind === 'sysctl') left.push('kernel settings that are in force, until the next boot');
    else if (origin === 'changed' && isFound(kind, what) && !gone.some(({ path }) => `${name}/`.startsWith(`${path}/`)))
      left.push(what === 'path' ? name : `${what} ${name}`);
  }
  return [...new Set(left)];
}

function goes({ where, key }: MadePath, ledger: LedgerOrigins): boolean {
  const entry = ledger.get(key);
  return entry !== undefined && (where === 'made' || entry.origin === 'created');
}

function isFound(kind: string, what: string): boolean {
  return (what === 'path' && kind !== 'absent') || what === 'user' || what === 'group';
}
