import { readExpression } from './parse-expression.ts';
import type { Arguments, Expression } from './syntax.ts';
import { TemplateSyntaxError } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

const constants: Readonly<Record<string, boolean | null>> = { true: true, True: true, false: false, False: false, none: null, None: null };

/** Words of the grammar, which cannot be names. */
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not', 'if', 'else', 'is', 'in', 'elif', 'for']);

/** Reads a name, a literal, or an expression in brackets of any form. */
export function readPrimary(reader: TokenReader): Expression {
  const { kind, text, value, at } = reader.peek();
  if (kind === 'number') {
    reader.any();
    return { kind: 'literal', value, at };
  }
  if (kind === 'text') return { kind: 'literal', value: adjacentTexts(reader), at };
  if (kind === 'name' && !reserved.has(text)) {
    reader.any();
    return Object.hasOwn(constants, text) ? { kind: 'literal', value: constants[text] ?? null, at } : { kind: 'name', name: text, at };
  }
  if (reader.sign('(')) return readGroup(reader, at);
  if (reader.sign('[')) return { kind: 'list', items: readItems(reader, ']').items, at };
  if (reader.sign('{')) return { kind: 'mapping', entries: readEntries(reader), at };
  throw reader.unexpected();
}

function adjacentTexts(reader: TokenReader): string {
  let text = '';
  while (reader.peek().kind === 'text') text += String(reader.any().value);
  return text;
}

function readGroup(reader: TokenReader, at: number): Expression {
  const { items, commas } = readItems(reader, ')');
  const [only] = items;
  return only !== undefined && items.length === 1 && commas === 0 ? only : { kind: 'tuple', items, at };
}

function readItems(reader: TokenReader, close: string): { readonly items: readonly Expression[]; readonly commas: number } {
  const items: Expression[] = [];
  let commas = 0;
  while (!reader.sign(close)) {
    items.push(readExpression(reader));
    if (reader.sign(',')) commas += 1;
    else if (!reader.isSign(close)) throw reader.unexpected();
  }
  return { items, commas };
}

function readEntries(reader: TokenReader): readonly (readonly [Expression, Expression])[] {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!reader.sign('}')) {
    const key = readExpression(reader);
    reader.expect(':');
    entries.push([key, readExpression(reader)]);
    if (!reader.isSign('}')) reader.expect(',');
  }
  return entries;
}

/** Reads what follows an operand: members, indexes, slices and calls. */
export function readMembers(reader: TokenReader, operand: Expression): Expression {
  let of = operand;
  for (;;) {
    const { at } = reader.peek();
    if (reader.sign('.')) of = { kind: 'member', of, key: readMemberName(reader), by: 'dot', at };
    else if (reader.sign('[')) of = readIndex(reader, of, at);
    else if (reader.isSign('(')) of = { kind: 'call', callee: of, args: readArguments(reader), at };
    else return of;
  }
}

function readMemberName(reader: TokenReader): Expression {
  const { kind, value, at } = reader.peek();
  if (kind !== 'number') return { kind: 'literal', value: reader.name().text, at };
  reader.any();
  return { kind: 'literal', value, at };
}

function readIndex(reader: TokenReader, of: Expression, at: number): Expression {
  const bounds: (Expression | undefined)[] = [undefined];
  while (!reader.sign(']')) {
    if (reader.sign(':')) bounds.push(undefined);
    else if (bounds.at(-1) === undefined) bounds[bounds.length - 1] = readExpression(reader);
    else throw reader.unexpected();
  }
  const [key] = bounds;
  if (bounds.length > 3) throw new TemplateSyntaxError('a slice has three parts at most', at);
  if (bounds.length > 1) return { kind: 'slice', of, bounds, at };
  if (key === undefined) throw new TemplateSyntaxError('the brackets [] are empty', at);
  return { kind: 'member', of, key, by: 'brackets', at };
}

/** Reads `(arguments)`. */
export function readArguments(reader: TokenReader): Arguments {
  reader.expect('(');
  const positional: Expression[] = [];
  const named = new Map<string, Expression>();
  let rest: Expression | undefined;
  let namedRest: Expression | undefined;
  while (!reader.sign(')')) {
    if (reader.sign('*')) rest = readExpression(reader);
    else if (reader.sign('**')) namedRest = readExpression(reader);
    else if (reader.peek().kind === 'name' && reader.peek(1).kind === 'sign' && reader.peek(1).text === '=') {
      const name = reader.name().text;
      reader.expect('=');
      named.set(name, readExpression(reader));
    } else if (named.size > 0) throw new TemplateSyntaxError('an argument without a name follows one with a name', reader.peek().at);
    else positional.push(readExpression(reader));
    if (!reader.isSign(')')) reader.expect(',');
  }
  return { positional, named, ...(rest && { rest }), ...(namedRest && { namedRest }) };
}
