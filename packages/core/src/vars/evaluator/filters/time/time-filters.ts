import type { Callable } from '../../call.ts';
import { isNumber, numeric, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { parseFloatText, roundFloat } from '../python/numbers.ts';
import { formatTime } from './format-time.ts';
import { parseTime } from './parse-time.ts';

/** Filters on times and spans of time. None asks what time it is: a plan must be the same every time. */
export const timeFilters: Readonly<Record<string, Callable>> = {
  strftime: filter('second? utc?', (input) => {
    const given = input.value('second') ?? null;
    if (given === null)
      throw input.fail('says what time it is, and a plan must be the same every time', 'name the time: | strftime(SECONDS)');
    const seconds = typeof given === 'string' ? parseFloatText(given) : isNumber(given) ? numeric(given) : undefined;
    if (seconds === undefined || !Number.isFinite(seconds) || Math.abs(seconds) > 8e12)
      throw input.fail(`'${textOf(given)}' is no number of seconds`);
    return formatTime(input.subjectText(), Math.floor(seconds), input.flag('utc') ? 'utc' : 'local');
  }),
  to_datetime: filter('format?', (input) => {
    const format = input.text('format', '%Y-%m-%d %H:%M:%S');
    const time = parseTime(input.subjectText(), format);
    if (time === undefined) throw input.fail(`'${input.subjectText()}' does not match the format '${format}'`);
    return time;
  }),
  to_time_unit: filter('unit? year? month?', (input) => inUnit(input, input.text('unit', 'ms'))),
  ...Object.fromEntries(
    ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year'].map((unit): readonly [string, Callable] => [
      `to_${unit}s`,
      filter('year? month?', (input) => inUnit(input, unit)),
    ]),
  ),
};

const short: Readonly<Record<string, string>> = {
  ...{ millisecond: 'ms', msec: 'ms', msecond: 'ms', sec: 's', second: 's', min: 'm', minute: 'm' },
  ...{ hour: 'h', day: 'd', week: 'w', month: 'mo', year: 'y' },
};

const days = 86_400_000;
const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: days,
  w: 7 * days,
  mo: 30 * days,
  y: 365 * days,
};

/** A span such as `1h 30m` in one unit. */
function inUnit(input: Input, wanted: string): unknown {
  if (input.subject === '0') return 0;
  const sizes = { ...milliseconds, mo: input.integer('month', 30) * days, y: input.integer('year', 365) * days };
  const sizeOf = (unit: string): number => {
    const name = short[unit.replace(/s+$/, '')] ?? unit;
    if (!Object.hasOwn(sizes, name)) throw input.fail(`'${unit}' is no unit of time`, `the units are: ${Object.keys(sizes).join(', ')}`);
    return sizes[name as keyof typeof sizes];
  };
  const unit = sizeOf(wanted);
  const total = input
    .subjectText()
    .split(/\s+/)
    .filter((word) => word !== '')
    .reduce((sum, word) => {
      const found = /^(-?\d+)(\w+)/.exec(word);
      if (found === null) throw input.fail(`cannot read '${word}' as a span of time`, 'write it as 1h 30m');
      return sum + Number(found[1]) * sizeOf(found[2] ?? '');
    }, 0);
  return roundFloat(total / unit, 12);
}
