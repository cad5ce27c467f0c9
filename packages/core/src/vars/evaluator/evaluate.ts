import { nearestName } from '../nearest-name.ts';
import type { Call, Callable } from './call.ts';
import { present } from './call.ts';
import type { Scope } from './evaluator.ts';
import type { Arguments, Expression } from './expression.ts';
import { acceptMissing, filters } from './filters.ts';
import { functions, methods } from './functions.ts';
import { binary } from './operators.ts';
import { member, slice } from './members.ts';
import { Missing, isTruthy } from './values.ts';
import { testsAcceptMissing, valueTests } from './value-tests.ts';

/** The value of an expression; Missing where it names something that does not exist. */
export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return variable(expression.name, scope);
    case 'list':
      return expression.items.map((item) => value(item, scope));
    case 'mapping':
      return Object.fromEntries(expression.entries.map(([key, item]) => [String(value(key, scope)), value(item, scope)]));
    case 'member':
      return member(evaluate(expression.of, scope), value(expression.key, scope));
    case 'slice':
      return slice(
        value(expression.of, scope),
        expression.bounds.map((bound) => bound && value(bound, scope)),
        scope,
      );
    case 'call':
      return callFunction(expression.callee, expression.args, scope);
    case 'filter': {
      const subject = evaluate(expression.of, scope);
      return applyFilter(expression.name, makeCall(expression.name, subject, { scope, args: expression.args }));
    }
    case 'test': {
      const subject = evaluate(expression.of, scope);
      return applyTest(expression.name, makeCall(expression.name, subject, { scope, args: expression.args }));
    }
    case 'unary':
      return unary(expression.operator, value(expression.of, scope), scope);
    case 'binary':
      return binary(expression, { scope, value: (part) => value(part, scope) });
    case 'choice':
      return choose(expression, scope);
  }
}

/** The value of an expression that must have one. */
function value(expression: Expression, scope: Scope): unknown {
  return present(evaluate(expression, scope), scope);
}

function variable(name: string, scope: Scope): unknown {
  const found = scope.lookup(name);
  if (found !== undefined) return found;
  const absence = scope.absence(name);
  if (absence !== undefined) return new Missing(`'${name}' is undefined`, absence);
  const near = nearestName(name, scope.names());
  return new Missing(
    `'${name}' is undefined`,
    near === undefined ? `set ${name}, or give it a default: ${name} | default(...)` : `did you mean '${near}'?`,
  );
}

function choose(expression: Expression & { readonly kind: 'choice' }, scope: Scope): unknown {
  if (isTruthy(value(expression.when, scope))) return evaluate(expression.then, scope);
  if (expression.otherwise !== undefined) return evaluate(expression.otherwise, scope);
  return new Missing("the condition does not hold and there is no 'else'", 'add: else VALUE');
}

function unary(operator: 'not' | '-' | '+', operand: unknown, scope: Scope): unknown {
  if (operator === 'not') return !isTruthy(operand);
  if (typeof operand !== 'number') throw scope.problem({ what: `'${operator}' needs a number`, hint: 'convert it first: | int' });
  return operator === '-' ? -operand : operand;
}

interface CallSite {
  readonly scope: Scope;
  readonly args?: Arguments;
  readonly given?: readonly unknown[];
}

function makeCall(name: string, subject: unknown, { scope, args, given = [] }: CallSite): Call {
  const read = acceptMissing.has(name) ? evaluate : value;
  const positional = args === undefined ? given : args.positional.map((argument) => read(argument, scope));
  const named = new Map([...(args?.named ?? [])].map(([key, argument]) => [key, read(argument, scope)]));
  return {
    name,
    subject,
    positional,
    named,
    scope,
    member,
    filter: (other, of, more) => applyFilter(other, makeCall(other, of, { scope, given: more })),
    test: (other, of, more) => applyTest(other, makeCall(other, of, { scope, given: more })),
  };
}

function applyFilter(written: string, call: Call): unknown {
  const name = written.replace(/^ansible\.(?:builtin|utils)\./, '');
  const filter = find(filters, name);
  if (filter === undefined) throw unknown(`the filter '${written}' is not supported`, nearestName(name, Object.keys(filters)), call.scope);
  if (!acceptMissing.has(name)) present(call.subject, call.scope);
  return filter(call);
}

function applyTest(written: string, call: Call): boolean {
  const name = written.replace(/^ansible\.builtin\./, '');
  const test = find(valueTests, name);
  if (test === undefined) throw unknown(`the test '${written}' is not supported`, nearestName(name, Object.keys(valueTests)), call.scope);
  if (!testsAcceptMissing.has(name)) present(call.subject, call.scope);
  return Boolean(test(call));
}

function callFunction(callee: Expression, args: Arguments, scope: Scope): unknown {
  if (callee.kind === 'member' && callee.key.kind === 'literal') {
    const name = String(callee.key.value);
    const method = find(methods, name);
    if (method !== undefined) return method(makeCall(`.${name}()`, value(callee.of, scope), { scope, args }));
    throw unknown(`the method .${name}() is not supported`, nearestName(name, Object.keys(methods)), scope);
  }
  const name = callee.kind === 'name' ? callee.name : '';
  const callable = find(functions, name);
  if (callable === undefined) throw unknown(`the function ${name}() is not supported`, nearestName(name, Object.keys(functions)), scope);
  return callable(makeCall(name, undefined, { scope, args }));
}

function find(table: Readonly<Record<string, Callable>>, name: string): Callable | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function unknown(what: string, near: string | undefined, scope: Scope): Error {
  return scope.problem({
    code: 'unsupported',
    what,
    hint: near === undefined ? 'write the value plainly, or pass it with -e' : `did you mean '${near}'?`,
  });
}
