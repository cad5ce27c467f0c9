import { failed, listOf } from '../call.ts';
import type { Call } from '../call.ts';
import { isEqual, isInteger, isLazyMapping, isMapping, Missing, textOf, tuple } from '../values.ts';
import type { Run } from './frame.ts';
import { member } from './members.ts';
import { textMethods } from './text-methods.ts';

type Method = (call: Call) => unknown;

/** What a method of a value gives; undefined where values of its type have no such method. */
export function callMethod(call: Call, run: Run): { readonly value: unknown } | undefined {
  const { subject, name } = call;
  const table = typeof subject === 'string' ? textMethods : Array.isArray(subject) ? listMethods : isMap(subject) ? mappingMethods : {};
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  if (method === undefined) return undefined;
  if (changing.has(name) && typeof subject !== 'string' && !run.own.has(subject as object))
    throw failed(
      call,
      'it would change a variable that others see',
      'make a copy first: {% set copy = NAME | list %} or {% set copy = dict(NAME) %}',
    );
  return { value: method(call) };
}

/** Methods that change what they are called on, which only a template's own values may be. */
const changing: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'pop',
  'remove',
  'reverse',
  'sort',
  'clear',
  'update',
  'setdefault',
]);

function isMap(value: unknown): boolean {
  return isMapping(value) || isLazyMapping(value);
}

function keysOf({ subject }: Call): readonly string[] {
  return isLazyMapping(subject) ? subject.keys() : Object.keys(subject as object);
}

const mappingMethods: Readonly<Record<string, Method>> = {
  keys: (call) => keysOf(call),
  values: (call) => keysOf(call).map((key) => member(call.subject, key)),
  items: (call) => keysOf(call).map((key) => tuple(key, member(call.subject, key))),
  get: (call) => {
    const found = member(call.subject, call.positional[0]);
    return found instanceof Missing ? (call.positional[1] ?? null) : found;
  },
  copy: (call) => ({ ...(call.subject as object) }),
  update: (call) => {
    const [from] = call.positional;
    const entries = isMapping(from)
      ? Object.entries(from)
      : from === undefined
        ? []
        : listOf(call, from).map((pair) => {
            if (!Array.isArray(pair) || pair.length !== 2) throw failed(call, 'needs a mapping, or a list of pairs');
            return pair as [unknown, unknown];
          });
    for (const [key, item] of [...entries, ...call.named]) put(call, textOf(key), item);
    return null;
  },
  setdefault: (call) => {
    const key = textOf(call.positional[0]);
    const of = call.subject as Readonly<Record<string, unknown>>;
    if (!Object.hasOwn(of, key)) put(call, key, call.positional[1] ?? null);
    return of[key];
  },
  pop: (call) => {
    const key = textOf(call.positional[0]);
    const of = call.subject as Record<string, unknown>;
    const found = Object.hasOwn(of, key) ? of[key] : call.positional[1];
    if (found === undefined) throw failed(call, `there is no '${key}' here`);
    Reflect.deleteProperty(of, key);
    return found;
  },
  clear: (call) => {
    for (const key of keysOf(call)) Reflect.deleteProperty(call.subject as object, key);
    return null;
  },
};

/** As an own property, whatever the key is called. */
function put(call: Call, key: string, value: unknown): void {
  Object.defineProperty(call.subject, key, { value, enumerable: true, writable: true, configurable: true });
}

const listMethods: Readonly<Record<string, Method>> = {
  append: (call) => {
    (call.subject as unknown[]).push(call.positional[0]);
    return null;
  },
  extend: (call) => {
    (call.subject as unknown[]).push(...listOf(call, call.positional[0]));
    return null;
  },
  insert: (call) => {
    (call.subject as unknown[]).splice(place(call), 0, call.positional[1]);
    return null;
  },
  pop: (call) => {
    const list = call.subject as unknown[];
    const at = call.positional.length === 0 ? list.length - 1 : place(call);
    if (at < 0 || at >= list.length) throw failed(call, 'there is no such item');
    return list.splice(at, 1)[0];
  },
  remove: (call) => {
    const list = call.subject as unknown[];
    list.splice(indexOf(call), 1);
    return null;
  },
  reverse: (call) => {
    (call.subject as unknown[]).reverse();
    return null;
  },
  sort: (call) => {
    const sorted = call.filter('sort', call.subject, { positional: [], named: new Map([['case_sensitive', true], ...call.named]) });
    (call.subject as unknown[]).splice(0, Infinity, ...(sorted as readonly unknown[]));
    return null;
  },
  clear: (call) => {
    (call.subject as unknown[]).length = 0;
    return null;
  },
  index: (call) => indexOf(call),
  count: (call) => listOf(call).filter((item) => isEqual(item, call.positional[0])).length,
  copy: (call) => [...listOf(call)],
};

function place(call: Call): number {
  const [at] = call.positional;
  if (!isInteger(at)) throw failed(call, 'needs a whole number');
  return at < 0 ? Math.max(0, at + listOf(call).length) : at;
}

function indexOf(call: Call): number {
  const found = listOf(call).findIndex((item) => isEqual(item, call.positional[0]));
  if (found === -1) throw failed(call, `${textOf(call.positional[0])} is not in the list`);
  return found;
}

/** Every method there is, to find the nearest of a mistyped one. */
export const methodNames: readonly string[] = [
  ...new Set([...Object.keys(textMethods), ...Object.keys(listMethods), ...Object.keys(mappingMethods)]),
];
