import type { Callable } from '../call.ts';
import { filters } from '../filters/filters.ts';
import type { Input } from '../filters/input.ts';
import { filter } from '../filters/input.ts';
import { typeName } from '../type-name.ts';
import { Missing, isInteger, isLazyMapping, isMapping, isNumber, isTruthy, numeric } from '../values.ts';
import { valueTests } from './value-tests.ts';

/** Tests on what kind of value there is, and on numbers. */
export const typeTests: Readonly<Record<string, Callable>> = {
  defined: filter('', ({ subject }) => !(subject instanceof Missing)),
  undefined: filter('', ({ subject }) => subject instanceof Missing),
  none: filter('', ({ subject }) => subject === null),
  string: filter('', ({ subject }) => typeof subject === 'string'),
  number: filter('', ({ subject }) => isNumber(subject) || typeof subject === 'boolean'),
  integer: filter('', ({ subject }) => isInteger(subject)),
  float: filter('', ({ subject }) => isNumber(subject) && !isInteger(subject)),
  boolean: filter('', ({ subject }) => typeof subject === 'boolean'),
  true: filter('', ({ subject }) => subject === true),
  false: filter('', ({ subject }) => subject === false),
  mapping: filter('', ({ subject }) => isMapping(subject) || isLazyMapping(subject)),
  sequence: filter('', ({ subject }) => isIterable(subject)),
  iterable: filter('', ({ subject }) => isIterable(subject)),
  callable: filter('', ({ subject }) => typeof subject === 'object' && subject !== null && !isIterable(subject) && !isNumber(subject)),
  escaped: filter('', () => false),
  filter: filter('', ({ subject }) => typeof subject === 'string' && Object.hasOwn(filters, plainName(subject))),
  test: filter('', ({ subject }) => typeof subject === 'string' && Object.hasOwn(valueTests, plainName(subject))),
  truthy: filter('convert_bool?', truthy),
  falsy: filter('convert_bool?', (input) => !truthy(input)),
  odd: filter('', (input) => remainder(input, 2) === 1),
  even: filter('', (input) => remainder(input, 2) === 0),
  divisibleby: filter('num', (input) => {
    const by = numeric(input.value('num'));
    if (by === undefined || by === 0) throw input.fail('needs a number other than 0');
    return remainder(input, by) === 0;
  }),
  nan: filter('', ({ subject }) => Number.isNaN(subject)),
  isnan: filter('', ({ subject }) => Number.isNaN(subject)),
  any: filter('', (input) => input.items().some((item) => input.truthy(item))),
  all: filter('', (input) => input.items().every((item) => input.truthy(item))),
};

function isIterable(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string' || isMapping(value) || isLazyMapping(value);
}

function plainName(written: string): string {
  return written.replace(/^(?:ansible\.(?:builtin|utils|netcommon)|community\.general)\./, '');
}

const words: Readonly<Record<string, boolean>> = {
  ...{ y: true, yes: true, on: true, '1': true, true: true, t: true },
  ...{ n: false, no: false, off: false, '0': false, false: false, f: false },
};

function truthy(input: Input): boolean {
  const { subject } = input;
  const isWord = input.flag('convert_bool') && typeof subject === 'string';
  const word = isWord ? subject.trim().toLowerCase() : '';
  return Object.hasOwn(words, word) ? words[word] === true : isTruthy(subject);
}

/** What is left of a division, as Python's % gives it: never below 0 for a number above 0. */
function remainder(input: Input, by: number): number {
  const number = numeric(input.subject);
  if (number === undefined) throw input.fail(`needs a number, not ${typeName(input.subject)}`, 'convert it first: | int');
  return number - by * Math.floor(number / by);
}
