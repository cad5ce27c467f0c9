import jmespath from 'jmespath';
import type { Callable } from '../../call.ts';
import { Missing, WholeFloat, isInteger, isMapping, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping, filter } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { container, keepNested, keyMatch, pathsOf, removeNested, replaceNested, targetNames, targetPairs } from './nested-keys.ts';

/** Filters that reach into nested values by keys, paths and queries. */
export const nestedFilters: Readonly<Record<string, Callable>> = {
  keep_keys: filter('target matching_parameter?', (input) => {
    const [names, isMeant] = [targetNames(input), keyMatch(input)];
    if (isCommunity(input)) return renamed(input, (key) => (names.some((name) => isMeant(name, key)) ? key : undefined));
    return keepNested(container(input), names, isMeant);
  }),
  remove_keys: filter('target matching_parameter?', (input) => {
    const [names, isMeant] = [targetNames(input), keyMatch(input)];
    if (isCommunity(input)) return renamed(input, (key) => (names.some((name) => isMeant(name, key)) ? undefined : key));
    return removeNested(container(input), names, isMeant);
  }),
  replace_keys: filter('target matching_parameter?', (input) => {
    const [pairs, isMeant] = [targetPairs(input), keyMatch(input)];
    if (isCommunity(input)) return renamed(input, (key) => pairs.find(([before]) => isMeant(before, key))?.[1] ?? key);
    return replaceNested(container(input), pairs, isMeant);
  }),
  to_paths: filter('prepend? wantlist?', (input) => {
    const prefix = input.text('prepend', '');
    const paths = pathsOf(prefix === '' ? input.subject : { [prefix]: input.subject });
    return input.flag('wantlist') ? [paths] : paths;
  }),
  get_path: filter('path wantlist?', getPath),
  index_of: filter('test value? key? fail_on_missing? wantlist?', indexOf),
  json_query: filter('expr', (input) => {
    try {
      return jmespath.search(plain(input, input.subject), input.text('expr')) as unknown;
    } catch (error) {
      if (error instanceof RangeError || !(error instanceof Error) || error.message.startsWith('json_query')) throw error;
      throw input.fail(error.message, 'correct the JMESPath expression');
    }
  }),
};

/** The filters of community.general take a list of mappings and look at their own keys only. */
function isCommunity({ call }: Input): boolean {
  return call.name.startsWith('community.general.');
}

function renamed(input: Input, name: (key: string) => string | undefined): readonly unknown[] {
  if (!Array.isArray(input.subject)) throw input.fail(`needs a list of mappings, not ${typeName(input.subject)}`);
  return input.items().map((item) =>
    Object.fromEntries(
      Object.entries(input.mapping(item)).flatMap(([key, value]) => {
        const as = name(key);
        return as === undefined ? [] : [[as, value] as const];
      }),
    ),
  );
}

const pathStep = /\.?([A-Za-z_]\w*|\d+)|\[(?:(-?\d+)|'([^']*)'|"([^"]*)")\]/y;

function getPath(input: Input): unknown {
  const path = input.text('path').trim();
  let value = input.subject;
  pathStep.lastIndex = 0;
  while (pathStep.lastIndex < path.length) {
    const from = pathStep.lastIndex;
    const found = pathStep.exec(path);
    if (found === null) throw input.fail(`cannot read the path from '${path.slice(from)}' on`, "write it as a.b[0]['c d']");
    const key = found.slice(1).find((part: string | undefined) => part !== undefined) ?? '';
    value = input.present(input.call.member(value, found[2] === undefined ? key : Number(key)));
  }
  const result = asMapping(value) ?? (Array.isArray(value) ? value : value === null ? '' : textOf(value));
  return input.flag('wantlist') ? [result] : result;
}

function indexOf(input: Input): unknown {
  const written = input.text('test');
  const bare = written.replace(/^(?:!+|not )/, '');
  const [isNegated, test] = [bare !== written, bare === '=' ? '==' : bare];
  const wanted = input.value('value') ?? null;
  const args = wanted === null ? [] : [test === 'in' && !Array.isArray(wanted) ? [wanted] : wanted];
  const key = input.value('key') ?? null;
  const found = input.items().flatMap((item, index) => {
    const entry = key === null ? item : keyed(input, item, textOf(key));
    if (entry instanceof Missing) return [];
    return input.call.test(test, entry, args) === isNegated ? [] : [index];
  });
  return found.length === 1 && !input.flag('wantlist') ? found[0] : found;
}

function keyed(input: Input, item: unknown, key: string): unknown {
  const mapping = input.mapping(item);
  if (Object.hasOwn(mapping, key)) return mapping[key];
  if (input.flag('fail_on_missing')) throw input.fail(`an item has no key '${key}'`);
  return new Missing(`an item has no key '${key}'`, 'check the name');
}

/** The value as plain data, which is what JMESPath reads. */
function plain(input: Input, value: unknown): unknown {
  if (value instanceof WholeFloat) return value.value;
  if (Array.isArray(value)) return Array.from(value as readonly unknown[], (item) => plain(input, item));
  const mapping = asMapping(value);
  if (mapping === undefined) return isInteger(value) || !isMapping(value) ? input.present(value) : value;
  return Object.fromEntries(Object.entries(mapping).map(([key, item]) => [key, plain(input, item)]));
}
