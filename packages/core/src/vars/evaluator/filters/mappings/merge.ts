import { isEqual, isMapping, isTruthy, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping } from '../input.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** How mappings are laid over each other: deep or not, and what becomes of lists that both have. */
export interface Merging {
  readonly recursive: boolean;
  readonly lists: string;
}

const listRules: Readonly<Record<string, (under: readonly unknown[], over: readonly unknown[]) => readonly unknown[]>> = {
  replace: (_, over) => over,
  keep: (under) => under,
  append: (under, over) => [...under, ...over],
  prepend: (under, over) => [...over, ...under],
  append_rp: (under, over) => [...without(under, over), ...over],
  prepend_rp: (under, over) => [...over, ...without(under, over)],
};

function without(items: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  return items.filter((item) => !others.some((other) => isEqual(item, other)));
}

/** The arguments `recursive` and `list_merge` of a filter. */
export function mergingOf(input: Input, named: ReadonlyMap<string, unknown>): Merging {
  for (const name of named.keys()) {
    if (name !== 'recursive' && name !== 'list_merge')
      throw input.fail(`has no argument '${name}'`, 'the arguments are: recursive, list_merge');
  }
  const lists = named.get('list_merge') ?? 'replace';
  if (typeof lists !== 'string' || !Object.hasOwn(listRules, lists)) {
    throw input.fail(`list_merge cannot be '${textOf(lists)}'`, `use one of ${Object.keys(listRules).join(', ')}`);
  }
  const recursive = named.get('recursive') ?? false;
  return { recursive: isTruthy(recursive), lists };
}

/** One mapping laid over another: its values win, new keys come last. */
export function merged(under: Mapping, over: Mapping, merging: Merging): Mapping {
  if (Object.keys(under).length === 0 || isEqual(under, over)) return over;
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) result.set(key, result.has(key) ? mergedValue(result.get(key), value, merging) : value);
  return Object.fromEntries(result);
}

function mergedValue(under: unknown, over: unknown, merging: Merging): unknown {
  if (isMapping(under) && isMapping(over)) return merging.recursive ? merged(under, over, merging) : over;
  if (Array.isArray(under) && Array.isArray(over)) return listRules[merging.lists]?.(under, over) ?? over;
  return over;
}

/** `combine`: mappings, and lists of them, one over the other. */
export function combine(input: Input): unknown {
  const merging = mergingOf(input, input.namedRest('merging'));
  const all = [input.subject, ...input.rest('others')].flatMap((one) => (Array.isArray(one) ? (one as readonly unknown[]) : [one]));
  const layers = all.filter((one) => one !== null && one !== 'None' && one !== 'null');
  const [top, ...below] = layers.toReversed();
  if (top === undefined) return {};
  if (below.length === 0) return asMapping(top) ?? input.present(top);
  return below.reduce<Mapping>((over, under) => merged(input.mapping(under), over, merging), input.mapping(top));
}
