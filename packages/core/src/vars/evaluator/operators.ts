import type { Scope } from './evaluator.ts';
import type { Expression } from './expression.ts';
import { isEqual, isLazyMapping, isMapping, isTruthy, textOf } from './values.ts';

interface Operands {
  readonly scope: Scope;
  value(expression: Expression): unknown;
}

/** The value of a binary operation; `and` and `or` give an operand, as in Python. */
export function binary({ operator, left, right }: Expression & { readonly kind: 'binary' }, { scope, value }: Operands): unknown {
  const a = value(left);
  if (operator === 'and') return isTruthy(a) ? value(right) : a;
  if (operator === 'or') return isTruthy(a) ? a : value(right);
  const b = value(right);
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
      return ordered(operator, [a, b], scope);
    case '+':
      return add(a, b, scope);
    default:
      return calculate(operator, [a, b], scope);
  }
}

function contains(items: unknown, wanted: unknown, scope: Scope): boolean {
  if (typeof items === 'string') return items.includes(textOf(wanted));
  if (Array.isArray(items)) return items.some((item) => isEqual(item, wanted));
  if (isLazyMapping(items)) return items.keys().includes(textOf(wanted));
  if (isMapping(items)) return Object.hasOwn(items, textOf(wanted));
  throw scope.problem({
    what: `'in' needs a list, a mapping or text on its right, not ${typeName(items)}`,
    hint: 'check the type of the value',
  });
}

function ordered(operator: '<' | '>' | '<=' | '>=', [a, b]: readonly [unknown, unknown], scope: Scope): boolean {
  const comparable = (typeof a === 'string' && typeof b === 'string') || (isNumeric(a) && isNumeric(b));
  if (!comparable) throw mismatch(operator, [a, b], scope);
  const [left, right] = [a as number, b as number];
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}

function add(a: unknown, b: unknown, scope: Scope): unknown {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...(a as unknown[]), ...(b as unknown[])];
  if (isNumeric(a) && isNumeric(b)) return Number(a) + Number(b);
  throw mismatch('+', [a, b], scope);
}

function calculate(operator: '-' | '*' | '/' | '//' | '%' | '**', [a, b]: readonly [unknown, unknown], scope: Scope): number | string {
  if (operator === '*' && typeof a === 'string' && typeof b === 'number') return a.repeat(Math.max(0, b));
  if (!isNumeric(a) || !isNumeric(b)) throw mismatch(operator, [a, b], scope);
  const [left, right] = [Number(a), Number(b)];
  if (right === 0 && (operator === '/' || operator === '//' || operator === '%')) {
    throw scope.problem({ what: 'a division by zero', hint: 'check the value on the right' });
  }
  switch (operator) {
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

function isNumeric(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function mismatch(operator: string, [a, b]: readonly [unknown, unknown], scope: Scope): Error {
  return scope.problem({
    what: `'${operator}' cannot be used between ${typeName(a)} and ${typeName(b)}`,
    hint: 'convert one of them: | int, | string; or join text with ~',
  });
}

function typeName(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'text' : typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}
