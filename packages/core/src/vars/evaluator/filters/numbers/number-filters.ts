import type { Callable } from '../../call.ts';
import { WholeFloat, float, isInteger, numeric, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter, shown } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { parseFloatText, parseInteger, roundFloat, roundTens, wholeNumber } from '../python/numbers.ts';
import { humanReadable, humanToBytes } from './sizes.ts';

/** Filters that make or change numbers. An integer that JavaScript cannot hold exactly stays text. */
export const numberFilters: Readonly<Record<string, Callable>> = {
  int: filter('default? base?', toInteger),
  float: filter('default?', (input) => {
    const number = typeof input.subject === 'string' ? parseFloatText(input.subject) : numeric(input.subject);
    return number === undefined ? (input.has('default') ? input.value('default') : float(0)) : float(number);
  }),
  bool: filter('', (input) => toBoolean(input.subject)),
  abs: filter('', (input) => sameKind(input.subject, Math.abs(numberOf(input, input.subject)))),
  round: filter('precision? method?', round),
  log: filter('base?', (input) => {
    const [number, base] = [numberOf(input, input.subject), input.value('base')];
    const by = base === undefined ? Math.E : numberOf(input, base);
    if (number <= 0 || by <= 0 || by === 1) throw input.fail(`there is no logarithm of ${number} to the base ${by}`);
    if (by === 10) return float(Math.log10(number));
    return float(base === undefined ? Math.log(number) : Math.log(number) / Math.log(by));
  }),
  pow: filter('y', (input) => power(input, numberOf(input, input.subject), numberOf(input, input.value('y')))),
  root: filter('base?', (input) => {
    const [number, base] = [numberOf(input, input.subject), input.value('base') ?? 2];
    const by = typeof base === 'string' ? (parseFloatText(base) ?? Number.NaN) : numberOf(input, base);
    if (by === 0 || Number.isNaN(by)) throw input.fail(`there is no root of the base '${textOf(base)}'`);
    if (by === 2 && number < 0) throw input.fail(`there is no root of ${number}`);
    return by === 2 ? float(Math.sqrt(number)) : power(input, number, 1 / by);
  }),
  human_readable: filter('isbits? unit?', (input) => {
    const size = numberOf(input, input.subject);
    const unit = input.value('unit');
    return humanReadable(size, {
      isBits: input.flag('isbits'),
      unit: unit === undefined || unit === null ? undefined : input.text('unit'),
    });
  }),
  human_to_bytes: filter('default_unit? isbits?', humanToBytes),
};

function numberOf(input: Input, value: unknown): number {
  const number = numeric(value);
  if (number === undefined)
    throw input.fail(`${typeName(input.present(value))} is not a number: ${shown(value)}`, 'convert it first: | int, | float');
  return number;
}

function sameKind(like: unknown, number: number): unknown {
  return like instanceof WholeFloat ? float(number) : number;
}

/** Text in any base; anything else cut to an integer; the default where there is none. */
function toInteger(input: Input): unknown {
  const { subject } = input;
  const otherwise = input.has('default') ? input.value('default') : 0;
  if (typeof subject !== 'string') {
    const number = numeric(subject);
    if (number === undefined || Number.isNaN(number)) return otherwise;
    if (!Number.isFinite(number)) throw input.fail('an infinite number cannot become an integer');
    return Math.trunc(number);
  }
  const base = input.integer('base', 10);
  if (base !== 0 && (base < 2 || base > 36)) return otherwise;
  const whole = parseInteger(subject, base);
  if (whole !== undefined) return whole;
  const number = parseFloatText(subject);
  return number === undefined || !Number.isFinite(number) ? otherwise : wholeNumber(BigInt(Math.trunc(number)));
}

/** Whether a value means yes: yes, on, true and 1 do, none stays none. */
function toBoolean(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return ['yes', 'on', '1', 'true'].includes(value.toLowerCase());
  return numeric(value) === 1;
}

function round(input: Input): unknown {
  const [number, places, method] = [numberOf(input, input.subject), input.integer('precision', 0), input.text('method', 'common')];
  if (Math.abs(places) > 300) throw input.fail(`the precision must be from -300 to 300, not ${places}`);
  if (method === 'common') {
    if (!isInteger(input.subject) && typeof input.subject !== 'boolean') return roundFloat(number, places);
    return places >= 0 ? number : roundTens(number, 10 ** -places);
  }
  if (method !== 'ceil' && method !== 'floor') throw input.fail(`the method must be common, ceil or floor, not '${method}'`);
  const scale = 10 ** places;
  const scaled = number * scale;
  // Python's floor and ceil give integers, which have no -0.
  return float(((method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) || 0) / scale);
}

function power(input: Input, number: number, by: number): unknown {
  const result = number ** by;
  if (Number.isNaN(result) || (!Number.isFinite(result) && Number.isFinite(number)))
    throw input.fail(`${number} to the power of ${by} is no number`);
  return float(result);
}
