import { isComputed } from '../kubespray/known-group.ts';
import { knownByName } from '../kubespray/known-variables.ts';
import { variablesByName } from '../topics.ts';
import type { Names } from './names.ts';

/** The default of a row of the catalog; undefined where it is described in words only, or made of something that is not known. */
export function catalogDefault(fallback: unknown, names: Names): unknown {
  if (!isComputed(fallback)) return fallback;
  const pattern = fallback.pattern ?? sameAs(fallback.computed);
  if (pattern === undefined) return undefined;
  const [, only] = /^\{(\w+)\}$/.exec(pattern) ?? [];
  if (only !== undefined) return valueOf(names, only);
  const parts = pattern.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : valueOf(names, part)));
  return parts.some((part) => part === undefined || part === null) ? undefined : parts.map(String).join('');
}

/** A default that is described by another variable's name is that variable. */
function sameAs(computed: string): string | undefined {
  return knownByName.has(computed) || variablesByName.has(computed) ? `{${computed}}` : undefined;
}

function valueOf(names: Names, name: string): unknown {
  return name === 'inventory_dir' ? names.around.inventoryDir(names.host.name) : names.value(name);
}
