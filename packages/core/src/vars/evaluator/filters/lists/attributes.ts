import { Missing, Tuple } from '../../values.ts';
import { typeName } from '../../type-name.ts';
import type { Input } from '../input.ts';

/** Reads an attribute such as `address.0.name` of an item; Missing where it is not there and there is no fallback. */
export function attributeReader(input: Input, attribute: unknown, fallback?: unknown): (item: unknown) => unknown {
  const keys = attribute === undefined || attribute === null ? [] : partsOf(input, attribute);
  return (item) =>
    keys.reduce<unknown>((of, key) => {
      const value = groupPart(of, key) ?? input.call.member(of, key);
      return value instanceof Missing && fallback !== undefined && fallback !== null ? fallback : value;
    }, item);
}

/** The parts of what `groupby` makes have names beside their places. */
function groupPart(of: unknown, key: unknown): unknown {
  const isNamed = of instanceof Tuple && (key === 'grouper' || key === 'list');
  return isNamed ? Object.getOwnPropertyDescriptor(of, key)?.value : undefined;
}

/** Reads several attributes, written with commas between, as a list. */
export function attributesReader(input: Input, attribute: unknown): (item: unknown) => readonly unknown[] {
  const attributes = typeof attribute === 'string' ? attribute.split(',') : [attribute];
  const readers = attributes.map((one) => attributeReader(input, one));
  return (item) => readers.map((read) => read(item));
}

function partsOf(input: Input, attribute: unknown): readonly unknown[] {
  if (typeof attribute === 'object') throw input.fail(`an attribute must be a name or a number, not ${typeName(attribute)}`);
  if (typeof attribute !== 'string') return [attribute];
  return attribute.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Text in lower case, anything else as it is, unless upper and lower case count as different. */
export function caseKey(input: Input): (value: unknown) => unknown {
  if (input.flag('case_sensitive')) return (value) => input.present(value);
  return (value) => {
    const key = input.present(value);
    return typeof key === 'string' ? key.toLowerCase() : key;
  };
}
