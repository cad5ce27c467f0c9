import { present } from '../call.ts';
import type { Given } from '../call.ts';
import { isLazyMapping, isMapping, isTruthy, mapItems, Missing, NativeText, textOf, Tuple } from '../values.ts';
import { applyFilter, callValue } from './calls.ts';
import { evaluate, value } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { Loop } from './loop.ts';
import { literalOf } from './literal.ts';
import { countContainer, counted } from './room.ts';
import { isAttributed, Namespace, Routine } from './routine.ts';
import { openSecret, openSecrets } from './secrets.ts';
import type { BlockFilter, Expression, MacroDefinition, Statement, Target } from './syntax.ts';

/** Carries out statements: what they print goes to `out`, one item for each expression or text. */
export function run(statements: readonly Statement[], frame: Frame, out: unknown[]): void {
  for (const statement of statements) runOne(statement, frame, out);
}

function runOne(statement: Statement, frame: Frame, out: unknown[]): void {
  frame.run.at = statement.at;
  switch (statement.kind) {
    case 'text':
      out.push(statement.text);
      return;
    case 'output':
      out.push(printed(statement.expression, frame));
      return;
    case 'if': {
      const branch = statement.branches.find(({ when }) => isTruthy(value(when, frame)));
      // As in Python, what an `if` sets is set behind it too.
      run(branch === undefined ? statement.otherwise : branch.body, frame, out);
      return;
    }
    case 'for':
      loop(statement, value(statement.of, frame), { frame, out, depth: 1 });
      return;
    case 'set':
      assign(statement.target, copied(evaluate(statement.value, frame), frame), frame);
      return;
    case 'set block':
      assign(statement.target, filteredText(statement.filters, block(statement.body, frame), frame), frame);
      return;
    case 'macro':
      frame.set(statement.macro.name, macro(statement.macro, frame));
      return;
    case 'call block':
      out.push(callValue(statement.call, frame, macro(statement.caller, frame)));
      return;
    case 'filter block':
      out.push(filteredText(statement.filters, block(statement.body, frame.inner()), frame));
      return;
    case 'with': {
      const inner = frame.inner();
      for (const { target, value: given } of statement.assignments) assign(target, evaluate(given, frame), inner);
      run(statement.body, inner, out);
    }
  }
}

/** The value an expression prints: nothing missing or lazy is left in it, none prints as nothing. */
function printed(expression: Expression, frame: Frame): unknown {
  const result = evaluate(expression, frame);
  frame.run.at = expression.at;
  if (result === null) return '';
  counted(result, frame.run);
  return result instanceof NativeText ? result : settled(present(result, frame.run.scope), frame);
}

/** A value without anything lazy or missing inside. */
function settled(result: unknown, frame: Frame): unknown {
  if (isUnsettled(result)) countContainer(frame.run);
  if (isLazyMapping(result)) return Object.fromEntries(result.keys().map((key) => [key, settled(result.get(key), frame)]));
  if (Array.isArray(result))
    return result.some(isUnsettled) ? mapItems(result, (item) => settled(present(item, frame.run.scope), frame)) : result;
  if (isMapping(result)) {
    if (!Object.values(result).some(isUnsettled)) return result;
    return Object.fromEntries(Object.entries(result).map(([key, item]) => [key, settled(present(item, frame.run.scope), frame)]));
  }
  if (result instanceof Routine || isAttributed(result))
    throw frame.run.scope.problem({ what: 'this has no value that could be printed', hint: 'call it, or name one of its attributes' });
  return result;
}

function isUnsettled(item: unknown): boolean {
  return typeof item === 'object' && item !== null;
}

/** The value a list of printed items comes to, as Ansible types it. */
export function outcome(items: readonly unknown[], frame: Frame): unknown {
  const [only] = items;
  const isContainer = (Array.isArray(only) && !(only instanceof Tuple)) || isMapping(only);
  if (items.length === 1 && (isContainer || only instanceof NativeText)) return only;
  return literalOf(items.map((item) => textOf(openSecrets(item, frame.run))).join(''));
}

function block(body: readonly Statement[], frame: Frame): unknown {
  const out: unknown[] = [];
  run(body, frame, out);
  return outcome(out, frame);
}

function filteredText(filters: readonly BlockFilter[], text: unknown, frame: Frame): unknown {
  return filters.reduce((subject, filter) => applyFilter(filter, subject, frame), text);
}

/** A container from elsewhere becomes the template's own: what it does to it, nobody else sees. */
function copied(given: unknown, frame: Frame): unknown {
  const { own } = frame.run;
  if (typeof given !== 'object' || given === null || own.has(given)) return given;
  const copy = Array.isArray(given) ? [...(given as readonly unknown[])] : isMapping(given) ? { ...given } : given;
  if (copy !== given) own.add(copy);
  return copy;
}

function assign(target: Target, given: unknown, frame: Frame): void {
  const { scope } = frame.run;
  switch (target.kind) {
    case 'name':
      frame.set(target.name, given);
      return;
    case 'attribute': {
      const of = frame.own(target.of);
      frame.run.at = target.at;
      if (!(of instanceof Namespace))
        throw scope.problem({ what: `'${target.of}' is no namespace()`, hint: `{% set ${target.of} = namespace() %} first` });
      of.set(target.name, given);
      return;
    }
    case 'targets': {
      frame.run.at = target.at;
      const items = iterated(given, frame);
      if (items.length !== target.targets.length)
        throw scope.problem({
          what: `${target.targets.length} names cannot be filled from ${items.length} items`,
          hint: 'name as many as there are items; of a mapping, loop over NAME.items()',
        });
      target.targets.forEach((one, index) => assign(one, items[index], frame));
    }
  }
}

/** What a loop goes through: items of a list, keys of a mapping, characters of a text. */
function iterated(given: unknown, frame: Frame): readonly unknown[] {
  if (Array.isArray(given)) return given.map((item) => openSecret(item, frame.run));
  if (typeof given === 'string') return [...given];
  if (isLazyMapping(given)) return given.keys();
  if (isMapping(given)) return Object.keys(given);
  throw frame.run.scope.problem({
    what: `${textOf(given)} is nothing a loop could go through`,
    hint: 'it needs a list, a mapping or text',
  });
}

interface LoopPlace {
  readonly frame: Frame;
  readonly out: unknown[];
  /** How many recursive calls it stands in, from 1. */
  readonly depth: number;
}

function loop(statement: Statement & { readonly kind: 'for' }, of: unknown, { frame, out, depth }: LoopPlace): void {
  const { target, only, body, otherwise, recursive } = statement;
  frame.run.at = statement.of.at;
  const all = iterated(of, frame);
  const items = only === undefined ? all : all.filter((item) => isTruthy(value(only, filled(target, item, frame))));
  const state = new Loop(items, depth);
  if (recursive) {
    state.again = new Routine('loop', ({ positional }) => {
      const inner: unknown[] = [];
      loop(statement, positional[0], { frame, out: inner, depth: depth + 1 });
      return inner.map(textOf).join('');
    });
  }
  for (const item of items) {
    if ((frame.run.turns -= 1) < 0)
      throw frame.run.scope.problem({ what: 'the loops of this template have more than 1000000 turns', hint: 'loop over less' });
    const inner = filled(target, item, frame);
    inner.set('loop', state);
    run(body, inner, out);
    state.next();
  }
  if (items.length === 0) run(otherwise, frame, out);
}

function filled(target: Target, item: unknown, frame: Frame): Frame {
  const inner = frame.inner();
  assign(target, item, inner);
  return inner;
}

function macro({ name, parameters, body }: MacroDefinition, frame: Frame): Routine {
  // Named arguments are a Map.
  const written = JSON.stringify(body, (_, part: unknown) => (part instanceof Map ? [...part] : part));
  const signature = {
    name,
    parameters,
    takesVarargs: written.includes('"name":"varargs"'),
    takesKwargs: written.includes('"name":"kwargs"'),
  };
  return new Routine(name, (given) => {
    const inner = frame.inner();
    bind(signature, given, inner);
    return block(body, inner);
  });
}

/** What a macro is called with; it takes arguments that no parameter names where it speaks of them anywhere. */
interface Signature extends Pick<MacroDefinition, 'name' | 'parameters'> {
  readonly takesVarargs: boolean;
  readonly takesKwargs: boolean;
}

function bind({ name, parameters, takesVarargs, takesKwargs }: Signature, { positional, named }: Given, inner: Frame): void {
  const known = new Set(parameters.map((parameter) => parameter.name));
  const further = [...named].filter(([key]) => !known.has(key));
  const stranger = further.find(([key]) => key !== 'caller');
  if ((stranger !== undefined && !takesKwargs) || (positional.length > parameters.length && !takesVarargs))
    throw inner.run.scope.problem({
      what:
        stranger === undefined
          ? `${name}() takes ${parameters.length} arguments, not ${positional.length}`
          : `${name}() has no argument '${stranger[0]}'`,
      hint: `its arguments are: ${parameters.map((parameter) => parameter.name).join(', ')}`,
    });
  parameters.forEach(({ name: parameter, otherwise }, index) => {
    const given = index < positional.length ? positional[index] : named.get(parameter);
    const otherwiseValue = () =>
      otherwise === undefined
        ? new Missing(`the argument '${parameter}' of ${name}() was not given`, 'give it')
        : evaluate(otherwise, inner);
    inner.set(parameter, given === undefined ? otherwiseValue() : given);
  });
  if (named.has('caller')) inner.set('caller', named.get('caller'));
  inner.set('varargs', positional.slice(parameters.length));
  inner.set('kwargs', Object.fromEntries(further));
}
