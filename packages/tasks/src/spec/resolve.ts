import { isDerived } from './variable.ts';
import { isGathered, isVariable, type AnyTopic, type AnyVariable } from './topics.ts';

/** A value the inventory gives for a variable; `given` false leaves it to the default. */
export type Given = { readonly given: false } | { readonly given: true; readonly value: unknown };

/** Reads and checks what the inventory says about a variable. */
export type Read = (variable: AnyVariable) => Given;

/** The topics as objects whose properties are worked out when first looked at, so that defaults may look at each other. */
export function lazily(topics: Readonly<Record<string, AnyTopic>>, context: { readonly read: Read; readonly scope: unknown }): object {
  const valueOf = (variable: AnyVariable): unknown => {
    const found = context.read(variable);
    if (found.given) return found.value;
    return isDerived(variable.default) ? variable.default.of(context.scope) : variable.default;
  };
  const open = (topic: AnyTopic): object => {
    const object = {};
    for (const [property, entry] of Object.entries(topic)) defineOnce(object, property, () => settleEntry(entry));
    return object;
  };
  const settleEntry = (entry: AnyTopic[string]): unknown => {
    if (isVariable(entry)) return valueOf(entry);
    if (!isGathered(entry)) return open(entry);
    const given = entry.variables.map((variable) => [variable.name, valueOf(variable)] as const);
    return entry.of(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  };
  const all = {};
  for (const [name, topic] of Object.entries(topics)) defineOnce(all, name, () => open(topic));
  return all;
}

function defineOnce(object: object, property: string, compute: () => unknown): void {
  let state: 'fresh' | 'busy' | 'done' = 'fresh';
  let value: unknown;
  Object.defineProperty(object, property, {
    enumerable: true,
    get: () => {
      if (state === 'busy') throw new Error(`the default of ${property} refers to itself`);
      if (state === 'fresh') {
        state = 'busy';
        value = compute();
        state = 'done';
      }
      return value;
    },
  });
}

/** Plain frozen data with every property worked out. */
export function settled<T extends object>(lazy: T): T {
  const entries = Object.entries(lazy).map(([key, value]) => [key, isPlain(value) ? settled(value) : value] as const);
  return Object.freeze(Object.fromEntries(entries)) as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
