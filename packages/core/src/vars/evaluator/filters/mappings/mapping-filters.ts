import type { Callable } from '../../call.ts';
import { Missing, Tuple, textOf, tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping, filter, shown } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { combine } from './merge.ts';

/** Filters that make, join or turn around mappings, and reach into nested values. */
export const mappingFilters: Readonly<Record<string, Callable>> = {
  combine: filter('*others **merging', combine),
  dict2items: filter('key_name? value_name?', (input) => {
    const [keyName, valueName] = [input.text('key_name', 'key'), input.text('value_name', 'value')];
    return Object.entries(input.mapping()).map(([key, value]) =>
      Object.fromEntries([
        [keyName, key],
        [valueName, value],
      ]),
    );
  }),
  items2dict: filter('key_name? value_name?', itemsToMapping),
  rekey_on_member: filter('key duplicates?', rekey),
  subelements: filter('subelements skip_missing?', subelements),
  extract: filter('container morekeys?', (input) => {
    const more = input.value('morekeys');
    const keys = [
      input.present(input.subject),
      ...(more === undefined || more === null ? [] : Array.isArray(more) ? (more as unknown[]) : [more]),
    ];
    return keys.reduce((of, key) => input.call.member(of, key), input.value('container'));
  }),
  flatten: filter('levels? skip_nulls?', (input) => {
    const levels = input.value('levels');
    const isNull = (item: unknown) => item === null || item === 'None' || item === 'null';
    const skips = input.flag('skip_nulls', true);
    const flat = (items: readonly unknown[], depth: number): readonly unknown[] =>
      items
        .filter((item) => !(skips && isNull(item)))
        .flatMap((item) => (Array.isArray(item) && depth >= 1 ? flat(item, depth - 1) : [item]));
    return flat(input.items(), levels === undefined || levels === null ? Infinity : input.integer('levels'));
  }),
};

function itemsToMapping(input: Input): Readonly<Record<string, unknown>> {
  const [keyName, valueName] = [input.text('key_name', 'key'), input.text('value_name', 'value')];
  if (!Array.isArray(input.subject)) throw input.fail(`needs a list, not ${typeName(input.subject)}`);
  return Object.fromEntries(
    input.items().map((item) => {
      const entry = input.mapping(item);
      for (const name of [keyName, valueName]) {
        if (!Object.hasOwn(entry, name))
          throw input.fail(`an item has no '${name}': ${shown(entry)}`, 'name the keys: key_name=, value_name=');
      }
      return [textOf(input.present(entry[keyName])), entry[valueName]];
    }),
  );
}

function rekey(input: Input): Readonly<Record<string, unknown>> {
  const [key, duplicates] = [textOf(input.value('key')), input.text('duplicates', 'error')];
  if (duplicates !== 'error' && duplicates !== 'overwrite')
    throw input.fail(`duplicates cannot be '${duplicates}'`, "use 'error' or 'overwrite'");
  const mapping = asMapping(input.subject);
  if (mapping === undefined && !Array.isArray(input.subject)) throw input.fail(`needs a list or a mapping, not ${typeName(input.subject)}`);
  const keyed = new Map<string, unknown>();
  for (const item of mapping === undefined ? input.items() : Object.values(mapping)) {
    const entry = input.mapping(item);
    if (!Object.hasOwn(entry, key)) throw input.fail(`an item has no key '${key}': ${shown(entry)}`);
    const name = textOf(input.present(entry[key]));
    if (keyed.has(name) && duplicates === 'error') throw input.fail(`two items have '${name}' as ${key}`, "or add: duplicates='overwrite'");
    keyed.set(name, item);
  }
  return Object.fromEntries(keyed);
}

function subelements(input: Input): readonly Tuple[] {
  const path = input.value('subelements');
  if (typeof path !== 'string' && !Array.isArray(path)) throw input.fail(`the path must be a list or text, not ${typeName(path)}`);
  const keys = typeof path === 'string' ? path.split('.') : (path as readonly unknown[]).map(textOf);
  const mapping = asMapping(input.subject);
  if (mapping === undefined && (!Array.isArray(input.subject) || input.subject instanceof Tuple)) {
    throw input.fail(`needs a list or a mapping of mappings, not ${typeName(input.subject)}`);
  }
  const skips = input.flag('skip_missing');
  return (mapping === undefined ? input.items() : Object.values(mapping)).flatMap((element) =>
    inside(input, element, { keys, skips }).map((value) => tuple(element, value)),
  );
}

interface Path {
  readonly keys: readonly string[];
  readonly skips: boolean;
}

function inside(input: Input, element: unknown, { keys, skips }: Path): readonly unknown[] {
  let value = input.present(element);
  for (const key of keys) {
    const mapping = asMapping(value);
    if (mapping === undefined) throw input.fail(`the key '${key}' should be in a mapping, not in ${typeName(value)}`);
    if (!Object.hasOwn(mapping, key)) {
      if (skips) return [];
      throw input.fail(`there is no key '${key}' in ${shown(mapping)}`, 'or add: skip_missing=True');
    }
    value = input.present(mapping[key]);
  }
  if (Array.isArray(value) && !(value instanceof Tuple)) return value;
  throw input.fail(`the key '${keys.at(-1) ?? ''}' should hold a list, not ${typeName(value)}`);
}

/** Filters on whether there is a value, and which of several to take. They may be given variables that do not exist. */
export const choiceFilters: Readonly<Record<string, Callable>> = {
  default: filter('default_value? boolean?', orDefault),
  d: filter('default_value? boolean?', orDefault),
  mandatory: filter('msg?', (input) => {
    if (!(input.subject instanceof Missing)) return input.subject;
    const message = input.value('msg');
    if (message === undefined || message === null) return input.present(input.subject);
    throw input.fail(textOf(input.present(message)), input.subject.hint);
  }),
  ternary: filter('true_val false_val none_val?', (input) => {
    const none = input.value('none_val') ?? null;
    if (input.present(input.subject) === null && none !== null) return none;
    return input.value(input.truthy(input.subject) ? 'true_val' : 'false_val');
  }),
};

function orDefault(input: Input): unknown {
  const instead = input.has('default_value') ? input.value('default_value') : '';
  if (input.subject instanceof Missing) return instead;
  return input.flag('boolean') && !input.truthy(input.subject) ? instead : input.subject;
}
