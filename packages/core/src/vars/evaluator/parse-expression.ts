import type { Arguments, BinaryOperator, Expression } from './expression.ts';
import { TemplateSyntaxError } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Reads one whole expression, whose last token is its end; throws TemplateSyntaxError. */
export function parseExpression(tokens: readonly Token[]): Expression {
  const reader: Reader = { tokens, next: 0 };
  if (peek(reader).kind === 'end') throw new TemplateSyntaxError('the expression is empty', peek(reader).at);
  const expression = readChoice(reader);
  if (peek(reader).kind !== 'end') throw unexpected(peek(reader));
  return expression;
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
}

function peek(reader: Reader, ahead = 0): Token {
  return reader.tokens[Math.min(reader.next + ahead, reader.tokens.length - 1)]!;
}

function unexpected(token: Token): TemplateSyntaxError {
  return new TemplateSyntaxError(token.kind === 'end' ? 'the expression ends too early' : `'${token.text}' is not expected here`, token.at);
}

function is(reader: Reader, kind: 'sign' | 'name', text: string): boolean {
  return peek(reader).kind === kind && peek(reader).text === text;
}

function take(reader: Reader, kind: 'sign' | 'name', text: string): boolean {
  if (!is(reader, kind, text)) return false;
  reader.next += 1;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, 'sign', text)) throw new TemplateSyntaxError(`'${text}' is missing before '${peek(reader).text}'`, peek(reader).at);
}

function readChoice(reader: Reader): Expression {
  const then = readOr(reader);
  if (!take(reader, 'name', 'if')) return then;
  const when = readOr(reader);
  if (!take(reader, 'name', 'else')) return { kind: 'choice', when, then };
  return { kind: 'choice', when, then, otherwise: readChoice(reader) };
}

function readOr(reader: Reader): Expression {
  let left = readAnd(reader);
  while (take(reader, 'name', 'or')) left = { kind: 'binary', operator: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: Reader): Expression {
  let left = readNot(reader);
  while (take(reader, 'name', 'and')) left = { kind: 'binary', operator: 'and', left, right: readNot(reader) };
  return left;
}

function readNot(reader: Reader): Expression {
  if (take(reader, 'name', 'not')) return { kind: 'unary', operator: 'not', of: readNot(reader) };
  return readComparison(reader);
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

function readComparison(reader: Reader): Expression {
  const first = readSum(reader);
  let result: Expression | undefined;
  let left = first;
  for (let operator = takeComparison(reader); operator !== undefined; operator = takeComparison(reader)) {
    const right = readSum(reader);
    const compared: Expression = { kind: 'binary', operator, left, right };
    result = result === undefined ? compared : { kind: 'binary', operator: 'and', left: result, right: compared };
    left = right;
  }
  return result ?? first;
}

function takeComparison(reader: Reader): BinaryOperator | undefined {
  const token = peek(reader);
  if (token.kind === 'sign' && comparisons.has(token.text)) {
    reader.next += 1;
    return token.text as BinaryOperator;
  }
  if (take(reader, 'name', 'in')) return 'in';
  if (is(reader, 'name', 'not') && peek(reader, 1).text === 'in') {
    reader.next += 2;
    return 'not in';
  }
  return undefined;
}

/** Binary operators from the loosest to the tightest, below comparison. */
const levels: readonly (readonly BinaryOperator[])[] = [['+', '-'], ['~'], ['*', '//', '/', '%']];

function readSum(reader: Reader, level = 0): Expression {
  const operators = levels[level];
  if (operators === undefined) return readPower(reader);
  let left = readSum(reader, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => take(reader, 'sign', candidate));
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: readSum(reader, level + 1) };
  }
}

function readUnary(reader: Reader): Expression {
  const sign = (['-', '+'] as const).find((candidate) => take(reader, 'sign', candidate));
  if (sign !== undefined) return readFilters(reader, { kind: 'unary', operator: sign, of: readMembers(reader, readPrimary(reader)) });
  return readFilters(reader, readMembers(reader, readPrimary(reader)));
}

function readPower(reader: Reader): Expression {
  let left = readUnary(reader);
  while (take(reader, 'sign', '**')) left = { kind: 'binary', operator: '**', left, right: readUnary(reader) };
  return left;
}

function readFilters(reader: Reader, operand: Expression): Expression {
  let of = operand;
  for (;;) {
    if (take(reader, 'sign', '|')) {
      const name = readDottedName(reader);
      of = readMembers(reader, { kind: 'filter', of, name, args: is(reader, 'sign', '(') ? readArguments(reader) : noArguments });
    } else if (take(reader, 'name', 'is')) of = readTest(reader, of);
    else return of;
  }
}

function readTest(reader: Reader, of: Expression): Expression {
  const negated = take(reader, 'name', 'not');
  const name = readDottedName(reader);
  const test: Expression = { kind: 'test', of, name, args: readTestArguments(reader) };
  return negated ? { kind: 'unary', operator: 'not', of: test } : test;
}

const notAnArgument: ReadonlySet<string> = new Set(['and', 'or', 'not', 'if', 'else', 'is', 'in']);

/** A test may take one argument without parentheses: `x is divisibleby 2`. */
function readTestArguments(reader: Reader): Arguments {
  const token = peek(reader);
  if (is(reader, 'sign', '(')) return readArguments(reader);
  const bare =
    token.kind === 'text' ||
    token.kind === 'number' ||
    is(reader, 'sign', '[') ||
    (token.kind === 'name' && !notAnArgument.has(token.text));
  return bare ? { positional: [readMembers(reader, readPrimary(reader))], named: new Map() } : noArguments;
}

function readDottedName(reader: Reader): string {
  let name = readName(reader);
  while (take(reader, 'sign', '.')) name += `.${readName(reader)}`;
  return name;
}

function readName(reader: Reader): string {
  const token = peek(reader);
  if (token.kind !== 'name') throw unexpected(token);
  reader.next += 1;
  return token.text;
}

function readMembers(reader: Reader, operand: Expression): Expression {
  let of = operand;
  for (;;) {
    if (take(reader, 'sign', '.')) of = { kind: 'member', of, key: readMemberName(reader) };
    else if (take(reader, 'sign', '[')) of = readIndex(reader, of);
    else if (is(reader, 'sign', '(')) of = { kind: 'call', callee: of, args: readArguments(reader) };
    else return of;
  }
}

function readMemberName(reader: Reader): Expression {
  const token = peek(reader);
  if (token.kind === 'number' && /^\d+$/.test(token.text)) {
    reader.next += 1;
    return { kind: 'literal', value: Number(token.text) };
  }
  return { kind: 'literal', value: readName(reader) };
}

function readIndex(reader: Reader, of: Expression): Expression {
  const bounds: (Expression | undefined)[] = [undefined];
  while (!take(reader, 'sign', ']')) {
    if (take(reader, 'sign', ':')) bounds.push(undefined);
    else if (bounds.at(-1) === undefined) bounds[bounds.length - 1] = readChoice(reader);
    else throw unexpected(peek(reader));
  }
  const [key] = bounds;
  if (bounds.length > 1) return { kind: 'slice', of, bounds };
  if (key === undefined) throw new TemplateSyntaxError('the brackets [] are empty', peek(reader).at);
  return { kind: 'member', of, key };
}

const noArguments: Arguments = { positional: [], named: new Map() };

function readArguments(reader: Reader): Arguments {
  expect(reader, '(');
  const positional: Expression[] = [];
  const named = new Map<string, Expression>();
  while (!take(reader, 'sign', ')')) {
    if (peek(reader).kind === 'name' && peek(reader, 1).kind === 'sign' && peek(reader, 1).text === '=') {
      const name = readName(reader);
      expect(reader, '=');
      named.set(name, readChoice(reader));
    } else positional.push(readChoice(reader));
    if (!is(reader, 'sign', ')')) expect(reader, ',');
  }
  return { positional, named };
}

const constants: Readonly<Record<string, boolean | null>> = { true: true, True: true, false: false, False: false, none: null, None: null };

function readPrimary(reader: Reader): Expression {
  const token = peek(reader);
  reader.next += 1;
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
  if (token.kind === 'text') return { kind: 'literal', value: token.text + adjacentTexts(reader) };
  if (token.kind === 'name' && !notAnArgument.has(token.text)) {
    const constant = Object.hasOwn(constants, token.text) ? constants[token.text] : undefined;
    return constant === undefined ? { kind: 'name', name: token.text } : { kind: 'literal', value: constant };
  }
  if (token.text === '(' && token.kind === 'sign') return readGroup(reader);
  if (token.text === '[' && token.kind === 'sign') return { kind: 'list', items: readItems(reader, ']').items };
  if (token.text === '{' && token.kind === 'sign') return readMapping(reader);
  throw unexpected(token);
}

function adjacentTexts(reader: Reader): string {
  let text = '';
  while (peek(reader).kind === 'text') {
    text += peek(reader).text;
    reader.next += 1;
  }
  return text;
}

function readGroup(reader: Reader): Expression {
  const { items, commas } = readItems(reader, ')');
  const [only] = items;
  return only !== undefined && items.length === 1 && commas === 0 ? only : { kind: 'list', items };
}

function readItems(reader: Reader, close: string): { readonly items: readonly Expression[]; readonly commas: number } {
  const items: Expression[] = [];
  let commas = 0;
  while (!take(reader, 'sign', close)) {
    items.push(readChoice(reader));
    if (take(reader, 'sign', ',')) commas += 1;
    else if (!is(reader, 'sign', close)) throw unexpected(peek(reader));
  }
  return { items, commas };
}

function readMapping(reader: Reader): Expression {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!take(reader, 'sign', '}')) {
    const key = readChoice(reader);
    expect(reader, ':');
    entries.push([key, readChoice(reader)]);
    if (!is(reader, 'sign', '}')) expect(reader, ',');
  }
  return { kind: 'mapping', entries };
}
