import { typeName } from '../type-name.ts';
import { nearestName } from '../../nearest-name.ts';
import type { Call, Callable, Given } from '../call.ts';
import { present } from '../call.ts';
import type { Scope } from '../evaluator.ts';
import { acceptMissing, filters } from '../filters/filters.ts';
import { testsAcceptMissing, valueTests } from '../tests/value-tests.ts';
import { isLazyMapping, NativeText, opened, textOf } from '../values.ts';
import { evaluate, value } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { functions } from './functions.ts';
import { Loop } from './loop.ts';
import { member } from './members.ts';
import { callMethod, methodNames } from './methods.ts';
import { counted } from './room.ts';
import { isAttributed, Routine } from './routine.ts';
import { openSecret, openSecrets } from './secrets.ts';
import type { Arguments, BlockFilter, Expression } from './syntax.ts';

/** The value of `subject | name(arguments)`. */
export function applyFilter({ name, args, at }: BlockFilter, subject: unknown, frame: Frame): unknown {
  const plain = plainName(name);
  const passes = passing.has(plain);
  const given = argumentsOf(args, frame, passes || acceptMissing.has(plain) ? evaluate : value);
  frame.run.at = at;
  const result = filtered(name, { subject, ...given }, frame);
  const stays =
    textual.has(plain) || (passes && [subject, ...given.positional].some((one) => one instanceof NativeText && one.text === result));
  return stays && typeof result === 'string' ? new NativeText(result) : result;
}

/** The filters whose text Ansible does not read as a value again. */
const textual: ReadonlySet<string> = new Set(['string', 'to_json', 'to_nice_json', 'to_yaml', 'to_nice_yaml', 'ppretty', 'json']);

/** The filters that give what they were given: text that was to stay text does so behind them. */
const passing: ReadonlySet<string> = new Set(['default', 'd', 'ternary', 'mandatory']);

/** Whether `subject is name(arguments)`. */
export function applyTest({ name, args, at }: BlockFilter, subject: unknown, frame: Frame): boolean {
  const given = argumentsOf(args, frame, value);
  frame.run.at = at;
  return tested(name, { subject, ...given }, frame);
}

/** The value of `callee(arguments)`: a macro, a function, or a method of a value; `caller` is the body of a `{% call %}`. */
export function callValue({ callee, args, at }: Expression & { readonly kind: 'call' }, frame: Frame, caller?: Routine): unknown {
  const { run } = frame;
  if (callee.kind === 'name') {
    const own = frame.own(callee.name);
    const routine = own instanceof Loop ? own.again : own;
    if (routine instanceof Routine) return routine.call(withCaller(argumentsOf(args, frame, evaluate), caller));
    const given = argumentsOf(args, frame, evaluate);
    run.at = at;
    const callable = find(functions, callee.name);
    if (callable === undefined)
      throw unknown(`the function ${callee.name}() is not supported`, nearestName(callee.name, Object.keys(functions)), run.scope);
    return counted(openSecret(callable(callOf(callee.name, { subject: undefined, ...given }, frame)), run), run);
  }
  const of = callee.kind === 'member' ? value(callee.of, frame) : undefined;
  const routine = callee.kind === 'member' ? attributeOf(of, callee) : evaluate(callee, frame);
  const given = argumentsOf(args, frame, value);
  run.at = at;
  if (routine instanceof Routine) return routine.call(withCaller(given, caller));
  if (callee.kind !== 'member' || callee.key.kind !== 'literal')
    throw run.scope.problem({ what: 'this cannot be called', hint: 'correct the expression' });
  const name = textOf(callee.key.value);
  const method = callMethod(plainly(callOf(name, { subject: ownOrOpened(of, frame), ...given }, frame)), frame.run);
  if (method !== undefined) return counted(openSecret(method.value, run), run);
  // As in Python an attribute that is not there: undefined, so that somebody else may have a default for it.
  if (methodNames.includes(name))
    throw run.scope.problem({ what: `${typeName(of)} has no method .${name}()`, hint: 'check the type of the value', isUndefined: true });
  throw unknown(`the method .${name}() is not supported`, nearestName(name, methodNames), run.scope);
}

function withCaller(given: Given, caller: Routine | undefined): Given {
  return caller === undefined ? given : { ...given, named: new Map([...given.named, ['caller', caller]]) };
}

function attributeOf(of: unknown, { key }: Expression & { readonly kind: 'member' }): unknown {
  return isAttributed(of) && key.kind === 'literal' ? of.attribute(textOf(key.value)) : undefined;
}

/** A method sees the text of secrets; lists keep their identity, so that they can be changed. */
function ownOrOpened(of: unknown, frame: Frame): unknown {
  return isLazyMapping(of) || frame.run.own.has(of as object) ? of : openSecrets(of, frame.run);
}

function argumentsOf(args: Arguments, frame: Frame, read: (expression: Expression, frame: Frame) => unknown): Given {
  const open = (expression: Expression) => {
    const given = read(expression, frame);
    return given instanceof NativeText ? given : openSecrets(given, frame.run);
  };
  const positional = args.positional.map(open);
  const named = new Map([...args.named].map(([key, argument]) => [key, open(argument)] as const));
  if (args.rest !== undefined) {
    const rest = value(args.rest, frame);
    if (!Array.isArray(rest)) throw frame.run.scope.problem({ what: 'what follows * must be a list', hint: 'check the type of the value' });
    positional.push(...(rest as readonly unknown[]));
  }
  if (args.namedRest !== undefined) for (const [key, item] of Object.entries(value(args.namedRest, frame) as object)) named.set(key, item);
  return { positional, named };
}

interface Subject extends Given {
  readonly subject: unknown;
}

function callOf(name: string, { subject, positional, named }: Subject, frame: Frame): Call {
  return {
    name,
    subject,
    positional,
    named,
    scope: frame.run.scope,
    member: (of, key) => openSecrets(member(of, key), frame.run),
    filter: (other, of, more) => filtered(other, { subject: of, ...given(more) }, frame),
    test: (other, of, more) => tested(other, { subject: of, ...given(more) }, frame),
  };
}

/** The same call with plain text for all that was to stay text. */
function plainly(call: Call): Call {
  if (!call.positional.some(isNative) && ![...call.named.values()].some(isNative)) return call;
  return { ...call, positional: call.positional.map(opened), named: new Map([...call.named].map(([key, item]) => [key, opened(item)])) };
}

function isNative(value: unknown): boolean {
  return value instanceof NativeText;
}

function given(more: readonly unknown[] | Given): Given {
  return 'positional' in more ? more : { positional: more, named: new Map() };
}

function filtered(written: string, subject: Subject, frame: Frame): unknown {
  const { scope } = frame.run;
  const name = plainName(written);
  const filter = find(filters, name);
  if (filter === undefined) throw unknown(`the filter '${written}' is not supported`, nearestName(name, Object.keys(filters)), scope);
  if (!acceptMissing.has(name)) present(subject.subject, scope);
  return counted(filter(plainly(callOf(written, { ...subject, subject: openSecrets(subject.subject, frame.run) }, frame))), frame.run);
}

function tested(written: string, subject: Subject, frame: Frame): boolean {
  const { scope } = frame.run;
  const name = plainName(written);
  const test = find(valueTests, name);
  if (test === undefined) throw unknown(`the test '${written}' is not supported`, nearestName(name, Object.keys(valueTests)), scope);
  if (!testsAcceptMissing.has(name)) present(subject.subject, scope);
  return Boolean(test(plainly(callOf(written, { ...subject, subject: openSecrets(subject.subject, frame.run) }, frame))));
}

function plainName(written: string): string {
  return written.includes('.') ? written.replace(/^(?:ansible\.(?:builtin|utils|netcommon)|community\.general)\./, '') : written;
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
