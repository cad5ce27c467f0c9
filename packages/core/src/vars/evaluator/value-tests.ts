import { argument, failed, listOf, numberOf, pattern, subjectText } from './call.ts';
import type { Call, Callable } from './call.ts';
import { compareVersions } from './versions.ts';
import { Missing, isEqual, isLazyMapping, isMapping, isTruthy, textOf } from './values.ts';

/** What can stand behind `is`; each gives a boolean. */
export const valueTests: Readonly<Record<string, Callable>> = {
  defined: (call) => !(call.subject instanceof Missing),
  undefined: (call) => call.subject instanceof Missing,
  none: (call) => call.subject === null,
  string: (call) => typeof call.subject === 'string',
  number: (call) => typeof call.subject === 'number',
  integer: (call) => Number.isInteger(call.subject),
  float: (call) => typeof call.subject === 'number' && !Number.isInteger(call.subject),
  boolean: (call) => typeof call.subject === 'boolean',
  true: (call) => call.subject === true,
  false: (call) => call.subject === false,
  truthy: (call) => isTruthy(call.subject),
  falsy: (call) => !isTruthy(call.subject),
  mapping: (call) => isMapping(call.subject) || isLazyMapping(call.subject),
  sequence: (call) => isIterable(call.subject),
  iterable: (call) => isIterable(call.subject),
  list: (call) => Array.isArray(call.subject),
  odd: (call) => (numberOf(call.subject) ?? 0) % 2 !== 0,
  even: (call) => (numberOf(call.subject) ?? 1) % 2 === 0,
  divisibleby: (call) => (numberOf(call.subject) ?? Number.NaN) % (numberOf(argument(call, 0)) ?? 0) === 0,
  in: (call) => contains(call, argument(call, 0), call.subject),
  contains: (call) => contains(call, call.subject, argument(call, 0)),
  ...comparisons(),
  match: (call) => pattern(call, `^(?:${textOf(argument(call, 0))})`, flags(call)).test(subjectText(call)),
  search: (call) => pattern(call, textOf(argument(call, 0)), flags(call)).test(subjectText(call)),
  regex: (call) => pattern(call, textOf(argument(call, 0)), flags(call)).test(subjectText(call)),
  version: versionTest,
  version_compare: versionTest,
};

/** The tests that may be given a variable that does not exist. */
export const testsAcceptMissing: ReadonlySet<string> = new Set(['defined', 'undefined']);

function isIterable(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string' || isMapping(value) || isLazyMapping(value);
}

function contains(call: Call, items: unknown, wanted: unknown): boolean {
  if (typeof items === 'string') return items.includes(textOf(wanted));
  if (isLazyMapping(items)) return items.keys().includes(textOf(wanted));
  return listOf(call, items).some((item) => isEqual(item, wanted));
}

function flags(call: Call): string {
  return (isTruthy(call.named.get('ignorecase') ?? false) ? 'i' : '') + (isTruthy(call.named.get('multiline') ?? false) ? 'm' : '');
}

function comparisons(): Readonly<Record<string, Callable>> {
  const order =
    (holds: (left: number | string, right: number | string) => boolean): Callable =>
    (call) => {
      const [left, right] = [call.subject, argument(call, 0)];
      if (typeof left === 'number' && typeof right === 'number') return holds(left, right);
      if (typeof left === 'string' && typeof right === 'string') return holds(left, right);
      throw failed(call, `${textOf(left)} and ${textOf(right)} cannot be compared`);
    };
  const equal: Callable = (call) => isEqual(call.subject, argument(call, 0));
  const different: Callable = (call) => !isEqual(call.subject, argument(call, 0));
  const [lt, le] = [order((a, b) => a < b), order((a, b) => a <= b)];
  const [gt, ge] = [order((a, b) => a > b), order((a, b) => a >= b)];
  return {
    eq: equal,
    equalto: equal,
    sameas: equal,
    '==': equal,
    ne: different,
    '!=': different,
    lt,
    lessthan: lt,
    '<': lt,
    le,
    '<=': le,
    gt,
    greaterthan: gt,
    '>': gt,
    ge,
    '>=': ge,
  };
}

function versionTest(call: Call): boolean {
  const order = compareVersions(subjectText(call), textOf(argument(call, 0, 'version')));
  const operator = textOf(argument(call, 1, 'operator') ?? 'eq');
  switch (operator) {
    case '==':
    case '=':
    case 'eq':
      return order === 0;
    case '!=':
    case '<>':
    case 'ne':
      return order !== 0;
    case '<':
    case 'lt':
      return order < 0;
    case '<=':
    case 'le':
      return order <= 0;
    case '>':
    case 'gt':
      return order > 0;
    case '>=':
    case 'ge':
      return order >= 0;
    default:
      throw failed(call, `'${operator}' is not a comparison`, 'use one of ==, !=, <, <=, >, >=');
  }
}
