import type { Callable } from '../call.ts';
import type { Input } from '../filters/input.ts';
import { filter } from '../filters/input.ts';
import { hasCase } from '../filters/python/characters.ts';
import { compiledArgument } from '../filters/regex/regex-filters.ts';
import { splitUrl } from '../filters/text/urls.ts';
import { BadVersion, compareLoose } from '../filters/versions/loose-version.ts';
import { comparePython } from '../filters/versions/python-version.ts';
import { compareSemantic, compareStrict } from '../filters/versions/strict-versions.ts';
import { isTruthy, textOf } from '../values.ts';

const absolute = filter('', (input) => input.subjectText().startsWith('/'));
const version = filter('version operator? strict? version_type?', versionTest);

/** Tests on text: its letters, regular expressions, versions, addresses and paths. */
export const textTests: Readonly<Record<string, Callable>> = {
  lower: filter('', ({ subject }) => hasCase(textOf(subject), 'lower')),
  upper: filter('', ({ subject }) => hasCase(textOf(subject), 'upper')),
  abs: absolute,
  is_abs: absolute,
  match: filter('pattern? ignorecase? multiline?', (input) => regexTest(input, 'match')),
  search: filter('pattern? ignorecase? multiline?', (input) => regexTest(input, 'search')),
  regex: filter('pattern? ignorecase? multiline? match_type?', (input) => regexTest(input, input.text('match_type', 'search'))),
  version,
  version_compare: version,
  uri: filter('schemes?', (input) => isAddress(input, 'uri')),
  url: filter('schemes?', (input) => isAddress(input, 'url')),
  urn: filter('', (input) => isAddress(input, 'urn')),
};

function regexTest(input: Input, how: string): boolean {
  const regex = compiledArgument(input, 'pattern', '');
  const text = textOf(input.subject);
  if (how === 'match') return regex.match(text) !== null;
  return (how === 'fullmatch' ? regex.fullmatch(text) : regex.search(text)) !== null;
}

function isAddress(input: Input, kind: 'uri' | 'url' | 'urn'): boolean {
  if (typeof input.subject !== 'string') return false;
  try {
    const { scheme, netloc } = splitUrl(input.subject);
    const wanted = kind === 'urn' ? ['urn'] : input.value('schemes');
    const isWanted =
      !isTruthy(wanted ?? null) || (typeof wanted === 'string' ? wanted.includes(scheme) : input.items(wanted).includes(scheme));
    return isWanted && (kind !== 'url' || netloc !== '' || scheme === 'file');
  } catch {
    return false;
  }
}

const orders: Readonly<Record<string, (left: string, right: string) => number>> = {
  loose: compareLoose,
  strict: compareStrict,
  semver: compareSemantic,
  semantic: compareSemantic,
  pep440: comparePython,
};

const operators: readonly (readonly [names: readonly string[], holds: (order: number) => boolean])[] = [
  [['==', '=', 'eq'], (order) => order === 0],
  [['<', 'lt'], (order) => order < 0],
  [['<=', 'le'], (order) => order <= 0],
  [['>', 'gt'], (order) => order > 0],
  [['>=', 'ge'], (order) => order >= 0],
  [['!=', '<>', 'ne'], (order) => order !== 0],
];

function versionTest(input: Input): boolean {
  const [left, right] = [textOf(input.subject), textOf(input.value('version'))];
  const [strict, type] = [input.value('strict') ?? null, input.value('version_type') ?? null];
  if (strict !== null && type !== null) throw input.fail("cannot take both 'strict' and 'version_type'");
  if (!input.truthy(input.subject)) throw input.fail('the version is empty');
  if (!input.truthy(input.value('version'))) throw input.fail('the version to compare with is empty');
  const name = type === null ? (isTruthy(strict) ? 'strict' : 'loose') : textOf(type);
  const compare = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (compare === undefined) throw input.fail(`there is no version type '${name}'`, `use one of ${Object.keys(orders).join(', ')}`);
  const operator = input.text('operator', 'eq');
  const holds = operators.find(([names]) => names.includes(operator))?.[1];
  if (holds === undefined) throw input.fail(`'${operator}' is not a comparison`, 'use one of ==, !=, <, <=, >, >=');
  try {
    return holds(compare(left, right));
  } catch (error) {
    if (!(error instanceof BadVersion)) throw error;
    throw input.fail(error.message, 'compare versions of one form');
  }
}
