import { typeName } from '../type-name.ts';
import { failed, present } from '../call.ts';
import type { Call, Callable } from '../call.ts';
import { isInteger, isLazyMapping, isMapping, isTruthy, textOf } from '../values.ts';
import { characters } from './python/characters.ts';

/** The arguments of one call under the names its signature gives them, read with the types the filter needs. */
export class Input {
  readonly call: Call;
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(call: Call, values: ReadonlyMap<string, unknown>) {
    this.call = call;
    this.#values = values;
  }

  get subject(): unknown {
    return this.call.subject;
  }

  /** The error for a call that cannot be answered. */
  fail(why: string, hint?: string): Error {
    return failed(this.call, why, hint);
  }

  /** Whether an argument was given. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** An argument as it was given; undefined where it was not. */
  value(name: string): unknown {
    return this.#values.get(name);
  }

  /** An argument that must be text; none counts as not given. */
  text(name: string, otherwise?: string): string {
    const value = this.#values.get(name) ?? otherwise;
    if (typeof value === 'string') return value;
    throw this.#wrong(name, 'text', value);
  }

  /** An argument that must be an integer; none counts as not given. */
  integer(name: string, otherwise?: number): number {
    const value = this.#values.get(name) ?? otherwise;
    if (isInteger(value)) return value;
    if (typeof value === 'boolean') return Number(value);
    throw this.#wrong(name, 'an integer', value);
  }

  /** An argument that is a yes or no. */
  flag(name: string, otherwise = false): boolean {
    const value = this.#values.get(name);
    return value === undefined ? otherwise : this.truthy(value);
  }

  /** The arguments that a `*` or `**` of the signature gathers. */
  rest(name: string): readonly unknown[] {
    return (this.#values.get(name) ?? []) as readonly unknown[];
  }

  /** The named arguments that `**` gathers. */
  namedRest(name: string): ReadonlyMap<string, unknown> {
    return (this.#values.get(name) ?? new Map()) as ReadonlyMap<string, unknown>;
  }

  /** The subject, which must be text. */
  subjectText(): string {
    if (typeof this.subject === 'string') return this.subject;
    throw this.fail(`needs text, not ${typeName(this.subject)}`, 'convert it first: | string');
  }

  /** What Python iterates over: the items of a list, the characters of text, the keys of a mapping. */
  items(value: unknown = this.subject): readonly unknown[] {
    if (Array.isArray(value)) return value;
    if (typeof value === 'string') return characters(value);
    if (isLazyMapping(value)) return value.keys();
    if (isMapping(value)) return Object.keys(value);
    throw this.fail(`needs a list, not ${typeName(this.present(value))}`);
  }

  /** The items, none of them a variable that does not exist. */
  presentItems(value: unknown = this.subject): readonly unknown[] {
    return this.items(value).map((item) => this.present(item));
  }

  /** A mapping with its values, those of a lazy one computed. */
  mapping(value: unknown = this.subject): Readonly<Record<string, unknown>> {
    const mapping = asMapping(value);
    if (mapping !== undefined) return mapping;
    throw this.fail(`needs a mapping, not ${typeName(this.present(value))}`);
  }

  /** Whether Python would take the value as true; one that does not exist is an error. */
  truthy(value: unknown): boolean {
    return isTruthy(this.present(value));
  }

  /** The value, or the error that it does not exist. */
  present(value: unknown): unknown {
    return present(value, this.call.scope);
  }

  #wrong(name: string, wanted: string, value: unknown): Error {
    return this.fail(`the argument '${name}' must be ${wanted}, not ${typeName(this.present(value))}`);
  }
}

/** A filter or test with named parameters: `'old new count?'`; `*rest` gathers what is left by place, `**more` what is left by name. */
export function filter(signature: string, body: (input: Input) => unknown): Callable {
  const parameters = signature.split(' ').filter((word) => word !== '');
  const names = parameters.filter((word) => !word.startsWith('*')).map((word) => word.replace('?', ''));
  const rest = parameters.find((word) => /^\*\w/.test(word))?.slice(1);
  const namedRest = parameters.find((word) => word.startsWith('**'))?.slice(2);
  const required = parameters.filter((word) => /^\w+$/.test(word));
  return (call) => {
    const values = new Map<string, unknown>();
    for (const [place, name] of names.entries()) if (place < call.positional.length) values.set(name, call.positional[place]);
    const left = call.positional.slice(names.length);
    if (rest !== undefined) values.set(rest, left);
    else if (left.length > 0) throw failed(call, `takes ${counted(names.length)}, not ${call.positional.length}`);
    const leftNamed = new Map<string, unknown>();
    for (const [name, value] of call.named) {
      if (!names.includes(name)) leftNamed.set(name, value);
      else if (values.has(name)) throw failed(call, `the argument '${name}' is given twice`);
      else values.set(name, value);
    }
    if (namedRest !== undefined) values.set(namedRest, leftNamed);
    else for (const name of leftNamed.keys()) throw failed(call, `has no argument '${name}'`, knownArguments(names));
    for (const name of required) if (!values.has(name)) throw failed(call, `needs the argument '${name}'`, knownArguments(names));
    return body(new Input(call, values));
  };
}

function counted(most: number): string {
  if (most === 0) return 'no arguments';
  return most === 1 ? 'one argument' : `at most ${most} arguments`;
}

function knownArguments(names: readonly string[]): string {
  return names.length === 0 ? 'leave the arguments out' : `the arguments are: ${names.join(', ')}`;
}

/** The mapping, a lazy one computed; undefined where the value is none. */
export function asMapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isLazyMapping(value)) return Object.fromEntries(value.keys().map((key) => [key, value.get(key)]));
  return isMapping(value) ? value : undefined;
}

/** A value shortened for an error. */
export function shown(value: unknown): string {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
