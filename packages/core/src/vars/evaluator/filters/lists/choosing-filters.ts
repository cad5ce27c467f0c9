import type { Callable, Given } from '../../call.ts';
import { isTruthy } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { attributeReader } from './attributes.ts';

/** Filters that apply another filter or a test to each item. */
export const choosingFilters: Readonly<Record<string, Callable>> = {
  map: filter('*arguments **named', mapped),
  select: filter('*arguments **named', (input) => chosen(input, { keep: true, from: 'item' })),
  reject: filter('*arguments **named', (input) => chosen(input, { keep: false, from: 'item' })),
  selectattr: filter('*arguments **named', (input) => chosen(input, { keep: true, from: 'attribute' })),
  rejectattr: filter('*arguments **named', (input) => chosen(input, { keep: false, from: 'attribute' })),
};

function mapped(input: Input): readonly unknown[] {
  if (!isTruthy(input.subject)) return [];
  const named = input.namedRest('named');
  const [name, ...positional] = input.rest('arguments');
  if (name === undefined && named.has('attribute')) {
    for (const other of named.keys()) {
      if (other !== 'attribute' && other !== 'default')
        throw input.fail(`has no argument '${other}'`, 'the arguments are: attribute, default');
    }
    return input.items().map(attributeReader(input, named.get('attribute'), named.get('default')));
  }
  if (typeof name !== 'string') throw input.fail('needs the name of a filter, or attribute=NAME');
  const passed = passOn(positional, named);
  return input.items().map((item) => input.call.filter(name, item, passed));
}

interface Choice {
  readonly keep: boolean;
  readonly from: 'item' | 'attribute';
}

function chosen(input: Input, { keep, from }: Choice): readonly unknown[] {
  if (!isTruthy(input.subject)) return [];
  const all = input.rest('arguments');
  if (from === 'attribute' && all.length === 0) throw input.fail('needs the name of an attribute');
  const [test, ...positional] = from === 'attribute' ? all.slice(1) : all;
  if (test !== undefined && typeof test !== 'string') throw input.fail('the name of the test must be text');
  const read = from === 'attribute' ? attributeReader(input, all[0]) : (item: unknown) => item;
  const passed = passOn(positional, input.namedRest('named'));
  return input.items().filter((item) => {
    const value = read(item);
    return (test === undefined ? isTruthy(input.present(value)) : input.call.test(test, value, passed)) === keep;
  });
}

function passOn(positional: readonly unknown[], named: ReadonlyMap<string, unknown>): readonly unknown[] | Given {
  return named.size === 0 ? positional : { positional, named };
}
