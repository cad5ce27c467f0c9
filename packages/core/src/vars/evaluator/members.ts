import type { Scope } from './evaluator.ts';
import { nearestName } from '../nearest-name.ts';
import { Missing, isLazyMapping, isMapping, textOf } from './values.ts';

/** A key of a mapping or a place in a list, negative from the end; Missing where there is none. A text key may be a dotted path. */
export function member(of: unknown, key: unknown): unknown {
  if (of instanceof Missing) return of;
  if (isLazyMapping(of)) return found(of.get(textOf(key)), () => missingKey(key, of.keys()));
  if (Array.isArray(of) || typeof of === 'string') {
    const index = typeof key === 'number' || (typeof key === 'string' && /^-?\d+$/.test(key)) ? Number(key) : undefined;
    if (index === undefined) return missingKey(key, []);
    return found(of.at(index), () => new Missing(`there is no item ${index}, only ${of.length} items`, 'items count from 0'));
  }
  if (!isMapping(of)) return missingKey(key, []);
  const name = textOf(key);
  if (Object.hasOwn(of, name)) return of[name];
  const dot = typeof key === 'string' ? key.indexOf('.') : -1;
  if (dot > 0 && typeof key === 'string') return member(member(of, key.slice(0, dot)), key.slice(dot + 1));
  return missingKey(key, Object.keys(of));
}

/** A part of a list or text, as Python slices. */
export function slice(of: unknown, bounds: readonly unknown[], scope: Scope): unknown {
  const [from, to, step] = bounds.map((bound) => (typeof bound === 'number' ? bound : undefined));
  if (step !== undefined && step !== 1)
    throw scope.problem({ code: 'unsupported', what: 'slices with a step are not supported', hint: 'leave the step out' });
  if (Array.isArray(of) || typeof of === 'string') return of.slice(from, to);
  throw scope.problem({ what: 'only lists and text can be sliced', hint: 'check the type of the value' });
}

function found(value: unknown, otherwise: () => Missing): unknown {
  return value === undefined ? otherwise() : value;
}

function missingKey(key: unknown, known: readonly string[]): Missing {
  const near = nearestName(textOf(key), known);
  return new Missing(
    `there is no '${textOf(key)}' here`,
    near === undefined ? 'check the name, or add: | default(...)' : `did you mean '${near}'?`,
  );
}
