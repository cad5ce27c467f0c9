import type { Scope } from '../evaluator.ts';
import { float, isEqual, isInteger, isLazyMapping, isMapping, isNumber, numeric, textOf, Tuple, tuple, WholeFloat } from '../values.ts';
import { compareText } from '../filters/python/characters.ts';
import { formatPercent } from '../filters/python/printf.ts';
import { typeName } from '../type-name.ts';
import type { BinaryOperator } from './syntax.ts';

/** The largest text or list a template may make by repeating one. */
const mostRepeated = 1_000_000;

/** The value of an operation on two present values; `and` and `or` are the evaluator's. */
export function calculate(operator: BinaryOperator, operands: readonly [unknown, unknown], scope: Scope): unknown {
  const [a, b] = operands;
  switch (operator) {
    case '==':
      return isEqual(a, b);
    case '!=':
      return !isEqual(a, b);
    case 'in':
      return contains(b, a, scope);
    case 'not in':
      return !contains(b, a, scope);
    case '~':
      return textOf(a) + textOf(b);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return ordered(operator, operands, scope);
    case '+':
      return add(operands, scope);
    case '*':
      return multiply(operands, scope);
    case '%':
      return typeof a === 'string' ? percentOf(a, b, scope) : arithmetic(operator, operands, scope);
    case '-':
    case '/':
    case '//':
    case '**':
      return arithmetic(operator, operands, scope);
    default:
      throw scope.problem({ what: `'${operator}' cannot stand here`, hint: 'correct the expression' });
  }
}

/** `-x` and `+x`. */
export function negative(operator: '-' | '+', operand: unknown, scope: Scope): unknown {
  const number = numeric(operand);
  if (number === undefined) throw scope.problem({ what: `'${operator}' needs a number`, hint: 'convert it first: | int' });
  if (operand instanceof WholeFloat) return operator === '-' ? new WholeFloat(-number) : operand;
  return operator === '-' ? 0 - number : number;
}

/** `'%s-%02d' % (a, b)`: one value, a tuple of them, or a mapping for `%(name)s`. */
function percentOf(format: string, values: unknown, scope: Scope): string {
  const given =
    isMapping(values) && format.includes('%(') ? new Map(Object.entries(values)) : values instanceof Tuple ? [...values] : [values];
  return formatPercent(format, given, (why) =>
    scope.problem({ what: `the format cannot be filled: ${why}`, hint: 'compare it with its values' }),
  );
}

function contains(items: unknown, wanted: unknown, scope: Scope): boolean {
  if (typeof items === 'string' && typeof wanted === 'string') return items.includes(wanted);
  if (Array.isArray(items)) return items.some((item) => isEqual(item, wanted));
  if (isLazyMapping(items)) return items.keys().includes(textOf(wanted));
  if (isMapping(items)) return Object.hasOwn(items, textOf(wanted));
  throw scope.problem({
    what:
      typeof items === 'string'
        ? `'in' looks for text in text, not for ${typeName(wanted)}`
        : `'in' needs a list, a mapping or text on its right, not ${typeName(items)}`,
    hint: 'check the type of the value',
  });
}

function ordered(operator: '<' | '>' | '<=' | '>=', [a, b]: readonly [unknown, unknown], scope: Scope): boolean {
  const order = compared(a, b);
  if (order === undefined) throw mismatch(operator, [a, b], scope);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

/** The order of two values, undefined where Python has none. */
function compared(a: unknown, b: unknown): number | undefined {
  const [left, right] = [numeric(a), numeric(b)];
  if (left !== undefined && right !== undefined) return left - right;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (!Array.isArray(a) || !Array.isArray(b)) return undefined;
  const index = a.findIndex((item, place) => place >= b.length || !isEqual(item, b[place]));
  if (index === -1) return a.length - b.length;
  return index >= b.length ? 1 : compared(a[index], b[index]);
}

function add([a, b]: readonly [unknown, unknown], scope: Scope): unknown {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b) && a.length + b.length > mostRepeated) throw tooMany(scope);
  if (a instanceof Tuple && b instanceof Tuple) return tuple(...a, ...b);
  if (Array.isArray(a) && Array.isArray(b) && !(a instanceof Tuple) && !(b instanceof Tuple))
    return [...(a as unknown[]), ...(b as unknown[])];
  return arithmetic('+', [a, b], scope);
}

function tooMany(scope: Scope): Error {
  return scope.problem({ what: `the result would have more than ${mostRepeated} items`, hint: 'check how often it is repeated' });
}

function multiply([a, b]: readonly [unknown, unknown], scope: Scope): unknown {
  const [what, times] = isInteger(a) ? [b, a] : [a, b];
  if (!isInteger(times) || !(typeof what === 'string' || Array.isArray(what))) return arithmetic('*', [a, b], scope);
  const count = Math.max(0, times);
  if (what.length * count > mostRepeated) throw tooMany(scope);
  return typeof what === 'string' ? what.repeat(count) : Array.from({ length: count }, () => what as unknown[]).flat();
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '//' | '%' | '**', [a, b]: readonly [unknown, unknown], scope: Scope): unknown {
  const [left, right] = [numeric(a), numeric(b)];
  if (left === undefined || right === undefined) throw mismatch(operator, [a, b], scope);
  if (right === 0 && (operator === '/' || operator === '//' || operator === '%'))
    throw scope.problem({ what: 'a division by zero', hint: 'check the value on the right' });
  const result = computed(operator, left, right);
  const isWhole = (value: unknown) => !isNumber(value) || isInteger(value);
  const givesInteger = isWhole(a) && isWhole(b) && operator !== '/' && !(operator === '**' && right < 0);
  if (!givesInteger) return float(result);
  if (!Number.isSafeInteger(result))
    throw scope.problem({ what: 'the result is larger than can be computed exactly', hint: 'numbers go up to 9007199254740991' });
  return result;
}

function computed(operator: '+' | '-' | '*' | '/' | '//' | '%' | '**', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '//':
      return Math.floor(left / right);
    case '%':
      return left - right * Math.floor(left / right);
    case '**':
      return left ** right;
  }
}

function mismatch(operator: string, [a, b]: readonly [unknown, unknown], scope: Scope): Error {
  return scope.problem({
    what: `'${operator}' cannot be used between ${typeName(a)} and ${typeName(b)}`,
    hint: 'convert one of them: | int, | string; or join text with ~',
  });
}
