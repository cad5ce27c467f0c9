import type { Callable } from '../../call.ts';
import { isInteger } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { characters } from '../python/characters.ts';
import { Twister } from './twister.ts';

/** Filters that draw lots. They need a seed, and draw what Python draws with it: a plan must be the same every time. */
export const chanceFilters: Readonly<Record<string, Callable>> = {
  random: filter('start? step? seed?', (input) => {
    const twister = seeded(input);
    const { subject } = input;
    if (isInteger(subject)) return fromRange(input, subject, twister);
    if (input.has('start') || input.has('step')) throw input.fail('start and step are for integers');
    const items = typeof subject === 'string' ? characters(subject) : Array.isArray(subject) ? input.items() : undefined;
    if (items === undefined) throw input.fail(`needs an integer or a list, not ${typeName(subject)}`);
    if (items.length === 0) throw input.fail('the list is empty');
    return items[Number(twister.below(BigInt(items.length)))];
  }),
  shuffle: filter('seed?', (input) => {
    if (!input.truthy(input.value('seed') ?? null)) throw unseeded(input);
    const twister = seeded(input);
    const items = [...input.items()];
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = Number(twister.below(BigInt(last + 1)));
      [items[last], items[other]] = [items[other], items[last]];
    }
    return items;
  }),
  random_mac: filter('seed?', (input) => {
    const prefix = input.subjectText().toLowerCase();
    const bytes = prefix.split(':');
    if (bytes.length > 5 || !bytes.every((byte) => /^[a-f0-9]{2}/.test(byte))) {
      throw input.fail(`'${prefix}' is not the beginning of a hardware address`, 'write one to five bytes, such as 52:54:00');
    }
    const number = 68_719_476_736n + seeded(input).below(1_099_511_627_775n - 68_719_476_736n + 1n);
    const digits = number.toString(16).slice(0, 2 * (6 - bytes.length));
    return prefix + digits.replace(/../g, ':$&');
  }),
};

function seeded(input: Input): Twister {
  const seed = input.value('seed') ?? null;
  if (seed === null) throw unseeded(input);
  if (typeof seed === 'string') return new Twister(seed);
  return new Twister(BigInt(input.integer('seed')));
}

function unseeded(input: Input): Error {
  return input.fail(
    'needs a seed: without one a plan would be another every time',
    `add one: | ${input.call.name}(seed=inventory_hostname)`,
  );
}

function fromRange(input: Input, end: number, twister: Twister): number {
  const start = input.integer('start', 0);
  const step = input.integer('step', 0) || 1;
  const count = Math.ceil((end - start) / step);
  if (count <= 0) throw input.fail(`there is no number from ${start} to ${end}`);
  return start + step * Number(twister.below(BigInt(count)));
}
