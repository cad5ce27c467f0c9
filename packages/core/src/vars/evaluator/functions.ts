import { argument, failed, numberOf, subjectText } from './call.ts';
import type { Call, Callable } from './call.ts';
import { splitText, trimmed } from './text-filters.ts';
import { Missing, isLazyMapping, isMapping, textOf } from './values.ts';

/** Functions by name, called without a subject. */
export const functions: Readonly<Record<string, Callable>> = {
  lookup: (call) => lookup(call).join(','),
  query: lookup,
  q: lookup,
  range: (call) => range(call),
  dict: (call) => Object.fromEntries(call.named),
};

/** Methods of Python's text, lists and mappings that inventories use. */
export const methods: Readonly<Record<string, Callable>> = {
  split: (call) => splitText(subjectText(call), call.positional[0]),
  strip: (call) => trimmed(subjectText(call), call.positional[0]),
  lower: (call) => subjectText(call).toLowerCase(),
  upper: (call) => subjectText(call).toUpperCase(),
  replace: (call) => subjectText(call).replaceAll(textOf(call.positional[0]), () => textOf(call.positional[1])),
  startswith: (call) => subjectText(call).startsWith(textOf(call.positional[0])),
  endswith: (call) => subjectText(call).endsWith(textOf(call.positional[0])),
  join: (call) => (call.positional[0] as readonly unknown[]).map(textOf).join(subjectText(call)),
  keys: (call) => keysOf(call),
  values: (call) => keysOf(call).map((key) => call.member(call.subject, key)),
  items: (call) => keysOf(call).map((key) => [key, call.member(call.subject, key)]),
  get: (call) => {
    const found = call.member(call.subject, call.positional[0]);
    return found instanceof Missing ? (call.positional[1] ?? null) : found;
  },
};

function keysOf(call: Call): readonly string[] {
  if (isLazyMapping(call.subject)) return call.subject.keys();
  if (isMapping(call.subject)) return Object.keys(call.subject);
  throw failed(call, `${subjectText(call)} is not a mapping`);
}

function lookup(call: Call): readonly string[] {
  const kind = textOf(call.positional[0]).replace(/^ansible\.builtin\./, '');
  const terms = call.positional.slice(1).flat().map(textOf);
  if (kind === 'env') return terms.map((name) => call.scope.env(name) ?? textOf(call.named.get('default') ?? ''));
  if (kind === 'file') return terms.map((path) => fileText(call, path));
  const runs = ['pipe', 'lines', 'url', 'password', 'passwordstore'].includes(kind);
  throw call.scope.problem({
    code: 'unsupported',
    what: `lookup('${kind}') is not supported${runs ? ': evaluating an inventory runs no program and changes nothing' : ''}`,
    hint: "use lookup('env', NAME) or lookup('file', PATH), or pass the value with -e",
  });
}

function fileText(call: Call, path: string): string {
  const text = call.scope.readFile(path);
  if (text === undefined) throw failed(call, `no such file: ${path}`, 'relative paths start at the directory of the inventory');
  return text.trimEnd();
}

function range(call: Call): readonly number[] {
  const given = call.positional.map((value) => numberOf(value));
  if (given.length === 0 || given.some((value) => value === undefined || !Number.isInteger(value)))
    throw failed(call, 'needs whole numbers');
  const [start = 0, stop = 0] = given.length === 1 ? [0, given[0]] : given;
  const step = numberOf(argument(call, 2)) ?? 1;
  const length = Math.ceil((stop - start) / step);
  if (!Number.isFinite(length) || length > 100_000) throw failed(call, 'has no end or more than 100000 numbers');
  return Array.from({ length: Math.max(0, length) }, (_, index) => start + index * step);
}
