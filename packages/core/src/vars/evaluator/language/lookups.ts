import { failed, listOf, problemOf } from '../call.ts';
import type { Call } from '../call.ts';
import type { NewPassword } from '../evaluator.ts';
import { nearestName } from '../../nearest-name.ts';
import { lookupRefusals } from './refused-lookups.ts';
import { isEqual, isMapping, isTruthy, Missing, textOf, tuple } from '../values.ts';

/** `lookup(KIND, TERM...)`: the results joined with commas, or the list itself where they are not text or `wantlist` says so. */
export function lookup(call: Call): unknown {
  const found = looked(call);
  if (isTruthy(call.named.get('wantlist') ?? false) || found === undefined) return found ?? null;
  if (found.every((item) => typeof item === 'string')) return found.join(',');
  return found.length === 1 ? found[0] : found;
}

/** `query(KIND, TERM...)`: the list of results. */
export function query(call: Call): unknown {
  return looked(call) ?? [];
}

/** The results; undefined where they could not be had and the caller said that this is no error. */
function looked(call: Call): readonly unknown[] | undefined {
  const [kind, ...terms] = call.positional.map((value) => present(call, value));
  const name = textOf(kind).replace(/^(?:ansible\.builtin|community\.general)\./, '');
  const find = Object.hasOwn(lookups, name) ? lookups[name] : undefined;
  if (find === undefined) throw unsupported(call, name);
  const flat = terms.flat();
  try {
    return find(call, flat);
  } catch (error) {
    if (call.named.get('errors') === 'ignore' || call.named.get('errors') === 'warn') return undefined;
    throw error;
  }
}

type Lookup = (call: Call, terms: readonly unknown[]) => readonly unknown[];

/** Every lookup by its name. */
export const lookups: Readonly<Record<string, Lookup>> = {
  env: (call, terms) => terms.map((name) => environment(call, textOf(name))),
  file: (call, terms) => terms.map((path) => fileText(call, path)),
  unvault: (call, terms) => terms.map((path) => fileText(call, path)),
  password: (call, terms) => terms.map((term) => password(call, textOf(term))),
  template: (call, terms) => terms.map((path) => call.scope.rendered(readable(call, path, ['', 'templates/']), variablesOf(call))),
  vars: (call, terms) => terms.map((name) => variable(call, textOf(name))),
  dict: (call, terms) =>
    terms.flatMap((term) => {
      if (!isMapping(term)) throw failed(call, 'needs a mapping');
      return Object.entries(term).map(([key, value]) => ({ key, value }));
    }),
  items: (_, terms) => terms,
  list: (call) => call.positional.slice(1).map((value) => present(call, value)),
  flattened: (_, terms) => terms.flat(Infinity),
  indexed_items: (_, terms) => terms.map((item, index) => tuple(index, item)),
  nested: (call, terms) => product(call, terms),
  cartesian: (call, terms) => product(call, terms),
  together: (call, terms) => {
    const lists = call.positional.slice(1).map((list) => listOf(call, list));
    return terms.length === 0
      ? []
      : Array.from({ length: Math.max(...lists.map((l) => l.length)) }, (_, i) => lists.map((l) => l[i] ?? null));
  },
  sequence: (call, terms) =>
    terms.reduce<readonly string[]>((items, term) => {
      if (items.length > mostItems) throw failed(call, `makes more than ${mostItems} items`);
      return [...items, ...sequence(call, textOf(term))];
    }, []),
  first_found: (call, terms) => {
    const found = terms.map(textOf).find((path) => call.scope.readFile(path) !== undefined);
    if (found === undefined) throw failed(call, 'none of the files exists');
    return [found];
  },
  inventory_hostnames: (call, terms) => terms.flatMap((pattern) => hostnames(call, textOf(pattern))),
};

function unsupported(call: Call, kind: string): Error {
  const why = Object.hasOwn(lookupRefusals, kind) ? `: ${lookupRefusals[kind] ?? ''}` : '';
  const names = Object.keys(lookups).sort();
  const near = nearestName(kind, names);
  const meant = near === undefined || why !== '' ? '' : `did you mean '${near}'? `;
  return call.scope.problem({
    code: 'unsupported',
    what: `lookup('${kind}') is not supported${why}`,
    hint: `${meant}these are: ${names.join(', ')}; or pass the value with -e`,
  });
}

function present(call: Call, value: unknown): unknown {
  if (value instanceof Missing) throw value.error ?? call.scope.problem(problemOf(value));
  return value;
}

function environment(call: Call, name: string): unknown {
  const otherwise = call.named.get('default') ?? '';
  const found = call.scope.env(name) ?? otherwise;
  return present(call, found);
}

function fileText(call: Call, path: unknown): string {
  const text = readable(call, path, ['', 'files/']);
  const right = isTruthy(call.named.get('rstrip') ?? true) ? text.trimEnd() : text;
  return isTruthy(call.named.get('lstrip') ?? false) ? right.trimStart() : right;
}

function readable(call: Call, path: unknown, directories: readonly string[]): string {
  const name = textOf(path);
  const candidates = name.startsWith('/') ? [name] : directories.map((directory) => directory + name);
  const text = candidates.map((candidate) => call.scope.readFile(candidate)).find((found) => found !== undefined);
  if (text === undefined) throw failed(call, `no such file: ${name}`, 'relative paths start at the directory of the inventory');
  return text;
}

function variablesOf(call: Call): Readonly<Record<string, unknown>> {
  const given = call.named.get('template_vars');
  return isMapping(given) ? given : {};
}

function variable(call: Call, name: string): unknown {
  const found = call.scope.lookup(name) ?? call.named.get('default');
  if (found !== undefined) return present(call, found);
  throw call.scope.problem({ what: `'${name}' is undefined`, hint: `set ${name}, or say default=...`, isUndefined: true });
}

const characterSets: Readonly<Record<string, string>> = {
  ascii_lowercase: 'abcdefghijklmnopqrstuvwxyz',
  ascii_uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ascii_letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  hexdigits: '0123456789abcdefABCDEF',
  octdigits: '01234567',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/** `PATH length=20 chars=ascii_letters,digits`; options may be named arguments too. */
function password(call: Call, term: string): unknown {
  const [path = '', ...words] = term.split(/\s+(?=\w+=)/);
  const options = new Map([
    ...words.map((word) => word.split(/=(.*)/s, 2) as [string, string]),
    ...[...call.named].map(([k, v]) => [k, v] as const),
  ]);
  for (const name of ['encrypt', 'seed', 'ident'])
    if (options.has(name)) throw failed(call, `'${name}' is not supported`, 'use the filter password_hash on its result');
  const sets = options.get('chars') ?? 'ascii_letters,digits,.,:-_';
  const names = Array.isArray(sets) ? sets.map(textOf) : textOf(sets).replaceAll(',,', ',\u0000').split(',');
  const characters = [...new Set(names.map((name) => (name === '\u0000' ? ',' : (characterSets[name] ?? name))).join(''))].join('');
  const made: NewPassword = { length: Number(options.get('length') ?? 20), characters };
  if (!Number.isInteger(made.length) || made.length < 1 || made.length > 10_000 || characters === '')
    throw failed(call, 'needs a length from 1 to 10000 and characters to choose from');
  return call.scope.password(path, made);
}

function product(call: Call, terms: readonly unknown[]): readonly unknown[] {
  if (terms.length === 0) return [];
  const lists = call.positional.slice(1).map((list) => listOf(call, list));
  const size = lists.reduce((total, list) => total * list.length, 1);
  if (size > 100_000) throw failed(call, 'has more than 100000 results');
  return lists.reduce<readonly (readonly unknown[])[]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}

/** More is a mistake. */
const mostItems = 100_000;

/** `start=1 end=5 stride=2 format=host%02d`, or `1-5/2:host%02d`. */
function sequence(call: Call, term: string): readonly string[] {
  const short = /^(?:(\d+)-)?(\d+)(?:\/(-?\d+))?(?::(.*))?$/.exec(term.trim());
  const long = new Map(term.split(/\s+/).map((word) => word.split('=', 2) as [string, string]));
  const start = Number(short?.[1] ?? long.get('start') ?? 1);
  const count = long.get('count');
  const stride = Number(short?.[3] ?? long.get('stride') ?? 1);
  const end = count === undefined ? Number(short?.[2] ?? long.get('end')) : start + (Number(count) - 1) * stride;
  const format = short?.[4] ?? long.get('format') ?? '%d';
  const length = Math.floor((end - start) / stride) + 1;
  if (!Number.isInteger(length) || length > mostItems) throw failed(call, 'needs whole numbers for start and end or count');
  return Array.from({ length: Math.max(0, length) }, (_, index) =>
    format.replace(/%0?(\d{0,3})d/, (whole: string, width: string) =>
      String(start + index * stride).padStart(Number(width || 0), whole.startsWith('%0') ? '0' : ' '),
    ),
  );
}

function hostnames(call: Call, pattern: string): readonly unknown[] {
  const groups = call.scope.lookup('groups');
  const found = call.member(groups, pattern);
  if (Array.isArray(found)) return found;
  const all = listOf(call, call.member(groups, 'all'));
  return all.filter((host) => isEqual(host, pattern));
}
