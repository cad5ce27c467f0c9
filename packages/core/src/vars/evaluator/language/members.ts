import { nearestName } from '../../nearest-name.ts';
import type { Scope } from '../evaluator.ts';
import { isInteger, isLazyMapping, isMapping, Missing, textOf, Tuple } from '../values.ts';
import { isAttributed } from './routine.ts';

/** A key of a mapping or a place in a list, negative from the end; Missing where there is none. */
export function member(of: unknown, key: unknown): unknown {
  if (of instanceof Missing) return of;
  if (isLazyMapping(of)) return of.get(textOf(key)) ?? missingKey(key, of.keys());
  // What groupby gives has names for its two parts.
  if (of instanceof Tuple && (key === 'grouper' || key === 'list') && Object.hasOwn(of, key)) return Reflect.get(of, key);
  if (Array.isArray(of)) return at(of, key);
  if (typeof of === 'string') return at([...of], key);
  if (isAttributed(of)) return of.attribute(textOf(key)) ?? missingKey(key, []);
  if (!isMapping(of)) return missingKey(key, []);
  const name = textOf(key);
  return Object.hasOwn(of, name) ? of[name] : missingKey(key, Object.keys(of));
}

function at(items: readonly unknown[], key: unknown): unknown {
  // `list.0` and `list['0']` are read as list[0].
  const index = isInteger(key) ? key : typeof key === 'string' && /^-?\d+$/.test(key) ? Number(key) : undefined;
  if (index === undefined) return missingKey(key, []);
  const found = items.at(index);
  return found === undefined ? new Missing(`there is no item ${index}, only ${counted(items.length)}`, 'items count from 0') : found;
}

function counted(items: number): string {
  if (items === 0) return 'an empty list';
  return items === 1 ? '1 item' : `${items} items`;
}

function missingKey(key: unknown, known: readonly string[]): Missing {
  const name = textOf(key);
  // Whoever looks for a text without measure mistyped no name.
  const isName = name.length <= 60;
  return new Missing(`there is no '${isName ? name : `${name.slice(0, 57)}...`}' here`, () => {
    const near = isName ? nearestName(name, known) : undefined;
    return near === undefined ? 'check the name, or add: | default(...)' : `did you mean '${near}'?`;
  });
}

/** A part of a list or text, as Python slices: `bounds` are the first, the one behind the last, and the step. */
export function slice(of: unknown, bounds: readonly unknown[], scope: Scope): unknown {
  const [from, to, step = 1] = bounds.map((bound) => bound ?? undefined);
  const isBound = (bound: unknown): bound is number | undefined => bound === undefined || isInteger(bound);
  if (!isBound(from) || !isBound(to) || !isInteger(step) || step === 0)
    throw scope.problem({ what: 'the bounds of a slice must be whole numbers, its step not 0', hint: 'convert them first: | int' });
  if (typeof of === 'string') return places([...of], { from, to, step }).join('');
  if (Array.isArray(of)) return places(of, { from, to, step });
  throw scope.problem({ what: 'only lists and text can be sliced', hint: 'check the type of the value' });
}

interface Bounds {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly step: number;
}

function places(items: readonly unknown[], { from, to, step }: Bounds): readonly unknown[] {
  if (step === 1) return items.slice(from, to);
  const { length } = items;
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const place = (bound: number | undefined, otherwise: number): number => {
    if (bound === undefined) return otherwise;
    return Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
  };
  const [first, last] = [place(from, step > 0 ? low : high), place(to, step > 0 ? high : low)];
  const found: unknown[] = [];
  for (let index = first; step > 0 ? index < last : index > last; index += step) found.push(items[index]);
  return found;
}
