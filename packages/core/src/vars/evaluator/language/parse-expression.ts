import { readArguments, readMembers, readPrimary } from './parse-primary.ts';
import type { Arguments, BinaryOperator, Expression } from './syntax.ts';
import { TemplateSyntaxError } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads an expression; with commas it is a tuple. Throws TemplateSyntaxError. */
export function readTuple(reader: TokenReader, read = readExpression): Expression {
  const { at } = reader.peek();
  if (reader.atEnd) throw new TemplateSyntaxError('the expression is empty', at);
  const first = read(reader);
  if (!reader.isSign(',')) return first;
  const items = [first];
  while (reader.sign(',')) {
    // A comma may stand behind the last one.
    if (reader.peek().kind === 'end') break;
    items.push(read(reader));
  }
  return { kind: 'tuple', items, at };
}

/** Reads one expression, `A if B else C` included. */
export function readExpression(reader: TokenReader): Expression {
  let then = readOr(reader);
  for (let { at } = reader.peek(); reader.word('if'); { at } = reader.peek()) {
    const when = readOr(reader);
    then = reader.word('else') ? { kind: 'choice', when, then, otherwise: readExpression(reader), at } : { kind: 'choice', when, then, at };
  }
  return then;
}

/** Reads one expression without `if`, as a loop's list is written. */
export function readOr(reader: TokenReader): Expression {
  let left = readAnd(reader);
  for (let { at } = reader.peek(); reader.word('or'); { at } = reader.peek()) {
    left = { kind: 'binary', operator: 'or', left, right: readAnd(reader), at };
  }
  return left;
}

function readAnd(reader: TokenReader): Expression {
  let left = readNot(reader);
  for (let { at } = reader.peek(); reader.word('and'); { at } = reader.peek()) {
    left = { kind: 'binary', operator: 'and', left, right: readNot(reader), at };
  }
  return left;
}

function readNot(reader: TokenReader): Expression {
  const { at } = reader.peek();
  if (reader.word('not')) return { kind: 'unary', operator: 'not', of: readNot(reader), at };
  return readComparison(reader);
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

function readComparison(reader: TokenReader): Expression {
  const first = readSum(reader);
  const rest: { operator: BinaryOperator; with: Expression; at: number }[] = [];
  for (
    let { at } = reader.peek(), operator = comparison(reader);
    operator !== undefined;
    { at } = reader.peek(), operator = comparison(reader)
  ) {
    rest.push({ operator, with: readSum(reader), at });
  }
  const [only] = rest;
  if (only === undefined) return first;
  if (rest.length === 1) return { kind: 'binary', operator: only.operator, left: first, right: only.with, at: only.at };
  return { kind: 'comparison', first, rest, at: only.at };
}

function comparison(reader: TokenReader): BinaryOperator | undefined {
  const token = reader.peek();
  if (token.kind === 'sign' && comparisons.has(token.text)) return reader.any().text as BinaryOperator;
  if (reader.word('in')) return 'in';
  if (!reader.isWord('not') || reader.peek(1).text !== 'in') return undefined;
  reader.any();
  reader.any();
  return 'not in';
}

/** Binary operators from the loosest to the tightest, below comparison. */
const levels: readonly (readonly BinaryOperator[])[] = [['+', '-'], ['~'], ['*', '//', '/', '%'], ['**']];

function readSum(reader: TokenReader, level = 0): Expression {
  const operators = levels[level];
  if (operators === undefined) return readFilters(reader, readUnary(reader));
  let left = readSum(reader, level + 1);
  for (;;) {
    const { at } = reader.peek();
    const operator = operators.find((candidate) => reader.sign(candidate));
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: readSum(reader, level + 1), at };
  }
}

function readUnary(reader: TokenReader): Expression {
  const { at } = reader.peek();
  const sign = (['-', '+'] as const).find((candidate) => reader.sign(candidate));
  const of: Expression = sign === undefined ? readPrimary(reader) : { kind: 'unary', operator: sign, of: readUnary(reader), at };
  return readMembers(reader, of);
}

function readFilters(reader: TokenReader, operand: Expression): Expression {
  let of = operand;
  for (;;) {
    const { at } = reader.peek();
    if (reader.isSign('|')) of = { kind: 'filter', of, ...readFilter(reader) };
    else if (reader.word('is')) of = readTest(reader, of, at);
    else if (reader.isSign('(')) of = { kind: 'call', callee: of, args: readArguments(reader), at };
    else return of;
  }
}

/** Reads `| name(arguments)`. */
export function readFilter(reader: TokenReader): { readonly name: string; readonly args: Arguments; readonly at: number } {
  reader.expect('|');
  const { at } = reader.peek();
  const name = readDottedName(reader);
  return { name, args: reader.isSign('(') ? readArguments(reader) : noArguments, at };
}

const noArguments: Arguments = { positional: [], named: new Map() };

function readTest(reader: TokenReader, of: Expression, at: number): Expression {
  const isNegated = reader.word('not');
  const test: Expression = { kind: 'test', of, name: readDottedName(reader), args: readTestArguments(reader), at };
  return isNegated ? { kind: 'unary', operator: 'not', of: test, at } : test;
}

const notAnArgument: ReadonlySet<string> = new Set(['and', 'or', 'else', 'if', 'in', 'not', 'is']);

/** A test may take one argument without parentheses: `x is divisibleby 2`. */
function readTestArguments(reader: TokenReader): Arguments {
  const { kind, text } = reader.peek();
  if (reader.isSign('(')) return readArguments(reader);
  const isBare =
    kind === 'text' || kind === 'number' || reader.isSign('[') || reader.isSign('{') || (kind === 'name' && !notAnArgument.has(text));
  return isBare ? { positional: [readMembers(reader, readPrimary(reader))], named: new Map() } : noArguments;
}

function readDottedName(reader: TokenReader): string {
  let name = reader.name().text;
  while (reader.sign('.')) name += `.${reader.name().text}`;
  return name;
}
