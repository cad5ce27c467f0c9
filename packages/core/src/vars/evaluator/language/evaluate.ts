import { present } from '../call.ts';
import { isLazyMapping, isMapping, isTruthy, Missing, opened, textOf, tuple } from '../values.ts';
import { applyFilter, applyTest, callValue } from './calls.ts';
import { explainedFact } from './fact-parts.ts';
import type { Frame } from './frame.ts';
import { member, slice } from './members.ts';
import { calculate, negative } from './operators.ts';
import { counted } from './room.ts';
import { openSecret, openSecrets } from './secrets.ts';
import type { Expression } from './syntax.ts';

/** The value of an expression; Missing where it names something that does not exist, NativeText where text is to stay text. */
export function evaluate(expression: Expression, frame: Frame): unknown {
  const { run } = frame;
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      run.at = expression.at;
      return frame.value(expression.name);
    case 'list':
      return made(
        frame,
        expression.items.map((item) => evaluate(item, frame)),
      );
    case 'tuple':
      return tuple(...expression.items.map((item) => evaluate(item, frame)));
    case 'mapping':
      return made(frame, Object.fromEntries(expression.entries.map(([key, item]) => [textOf(value(key, frame)), evaluate(item, frame)])));
    case 'member': {
      const of = opened(evaluate(expression.of, frame));
      const key = value(expression.key, frame);
      run.at = expression.at;
      return openSecret(explainedFact(member(of, key), expression, { of, key }), run);
    }
    case 'slice': {
      const of = value(expression.of, frame);
      const bounds = expression.bounds.map((bound) => bound && value(bound, frame));
      run.at = expression.at;
      return slice(of, bounds, run.scope);
    }
    case 'call':
      return callValue(expression, frame);
    case 'filter':
      return applyFilter(expression, evaluate(expression.of, frame), frame);
    case 'test':
      return applyTest(expression, evaluate(expression.of, frame), frame);
    case 'unary':
      return unary(expression, frame);
    case 'binary':
      return binary(expression, frame);
    case 'comparison':
      return chain(expression, frame);
    case 'choice':
      return choose(expression, frame);
  }
}

/** The value of an expression that must have one. */
export function value(expression: Expression, frame: Frame): unknown {
  const result = evaluate(expression, frame);
  if (result instanceof Missing) frame.run.at = expression.at;
  return opened(present(result, frame.run.scope));
}

/** A container the template made itself, which it may change. */
function made<T extends object>(frame: Frame, container: T): T {
  frame.run.own.add(container);
  return container;
}

function choose(expression: Expression & { readonly kind: 'choice' }, frame: Frame): unknown {
  if (isTruthy(value(expression.when, frame))) return evaluate(expression.then, frame);
  if (expression.otherwise !== undefined) return evaluate(expression.otherwise, frame);
  return new Missing("the condition does not hold and there is no 'else'", 'add: else VALUE', { isNothing: true });
}

function unary({ operator, of, at }: Expression & { readonly kind: 'unary' }, frame: Frame): unknown {
  const operand = value(of, frame);
  if (operator === 'not') return !isTruthy(operand);
  frame.run.at = at;
  return negative(operator, operand, frame.run.scope);
}

function binary({ operator, left, right, at }: Expression & { readonly kind: 'binary' }, frame: Frame): unknown {
  if (operator === 'and' || operator === 'or') {
    const given = evaluate(left, frame);
    frame.run.at = left.at;
    const isTrue = isTruthy(opened(present(given, frame.run.scope)));
    return isTrue === (operator === 'and') ? evaluate(right, frame) : given;
  }
  const first = value(left, frame);
  const second = value(right, frame);
  frame.run.at = at;
  return counted(calculate(operator, [comparable(first, frame), comparable(second, frame)], frame.run.scope), frame.run);
}

/** `a < b < c`: each pair holds. */
function chain({ first, rest }: Expression & { readonly kind: 'comparison' }, frame: Frame): boolean {
  let left = comparable(value(first, frame), frame);
  for (const { operator, with: other, at } of rest) {
    const right = comparable(value(other, frame), frame);
    frame.run.at = at;
    if (!isTruthy(calculate(operator, [left, right], frame.run.scope))) return false;
    left = right;
  }
  return true;
}

function comparable(operand: unknown, frame: Frame): unknown {
  return Array.isArray(operand) || (isMapping(operand) && !isLazyMapping(operand)) ? openSecrets(operand, frame.run) : operand;
}
