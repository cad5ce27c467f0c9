import { argument, failed, listOf, numberOf } from '../call.ts';
import type { Call, Callable } from '../call.ts';
import { isInteger, isMapping, Missing, textOf } from '../values.ts';
import { lookup, query } from './lookups.ts';
import { Namespace, Routine } from './routine.ts';

/** The functions of the language, by name; arguments may be Missing. */
export const functions: Readonly<Record<string, Callable>> = {
  lookup,
  query,
  q: query,
  range,
  dict: (call) => Object.fromEntries([...pairs(call), ...call.named]),
  namespace: (call) => new Namespace([...pairs(call), ...call.named]),
  cycler,
  joiner,
  undef: (call) => new Missing(textOf(argument(call, 0, 'hint') ?? 'undef() was evaluated'), 'give the value'),
};

function range(call: Call): readonly number[] {
  const given = call.positional.map((value) => (value instanceof Missing ? undefined : numberOf(value)));
  if (given.length === 0 || given.length > 3 || !given.every(isInteger)) throw failed(call, 'needs one to three whole numbers');
  const [start, stop] = given.length === 1 ? [0, given[0]!] : [given[0]!, given[1]!];
  const step = given[2] ?? 1;
  const length = Math.ceil((stop - start) / step);
  if (!Number.isFinite(length) || length > 100_000) throw failed(call, 'has no end or more than 100000 numbers');
  return Array.from({ length: Math.max(0, length) }, (_, index) => start + index * step);
}

function pairs(call: Call): readonly (readonly [string, unknown])[] {
  const [from] = call.positional;
  if (from === undefined) return [];
  if (isMapping(from)) return Object.entries(from);
  return listOf(call, from).map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw failed(call, 'needs a mapping, or a list of pairs');
    return [textOf(pair[0]), pair[1]] as const;
  });
}

function cycler(call: Call): Namespace {
  const items = call.positional;
  if (items.length === 0) throw failed(call, 'needs at least one item');
  let place = 0;
  const made = new Namespace([]);
  const show = () => made.set('current', items[place]);
  made.set(
    'next',
    new Routine('next', () => {
      const item = items[place];
      place = (place + 1) % items.length;
      show();
      return item;
    }),
  );
  made.set(
    'reset',
    new Routine('reset', () => {
      place = 0;
      show();
      return null;
    }),
  );
  show();
  return made;
}

function joiner(call: Call): Routine {
  let isFirst = true;
  return new Routine('joiner', () => {
    const text = isFirst ? '' : textOf(argument(call, 0, 'sep') ?? ', ');
    isFirst = false;
    return text;
  });
}
