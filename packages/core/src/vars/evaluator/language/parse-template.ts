import { readExpression, readFilter, readOr, readTuple } from './parse-expression.ts';
import { readArguments, readMembers, readPrimary } from './parse-primary.ts';
import { splitTemplate } from './split-template.ts';
import type { Piece } from './split-template.ts';
import { TemplateSyntaxError, UnsupportedTemplate } from './syntax.ts';
import type { BlockFilter, Expression, MacroDefinition, Statement, Target } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** Reads a template; throws TemplateSyntaxError, of which UnsupportedTemplate is one. */
export function parseTemplate(template: string): readonly Statement[] {
  const source: Source = { pieces: splitTemplate(template), next: 0 };
  const body = readBody(source, []);
  return body.statements;
}

interface Source {
  readonly pieces: readonly Piece[];
  next: number;
}

/** Statements up to one of the words that end them, whose tokens follow; an empty list of words means the end of the template. */
interface Body {
  readonly statements: readonly Statement[];
  readonly end: string;
  readonly rest: TokenReader;
}

interface Opened {
  readonly word: string;
  readonly at: number;
}

function readBody(source: Source, ends: readonly string[], opened?: Opened): Body {
  const statements: Statement[] = [];
  for (let piece = source.pieces[source.next]; piece !== undefined; piece = source.pieces[source.next]) {
    source.next += 1;
    if (piece.kind === 'text') {
      statements.push(piece);
      continue;
    }
    const reader = new TokenReader(piece.inside.tokens);
    if (piece.kind === 'output') {
      const expression = readTuple(reader);
      if (!reader.atEnd) throw reader.unexpected();
      statements.push({ kind: 'output', expression, source: piece.source, at: piece.at });
      continue;
    }
    const { text: word, at } = reader.name();
    if (ends.includes(word)) return { statements, end: word, rest: reader };
    statements.push(readStatement(source, { word, at }, reader));
  }
  if (opened !== undefined) throw new TemplateSyntaxError(`'${opened.word}' is not closed with {% end${opened.word} %}`, opened.at);
  return { statements, end: '', rest: new TokenReader([]) };
}

const refused: Readonly<Record<string, string>> = {
  include: "use lookup('template', PATH)",
  import: 'write the macro into the value itself',
  from: 'write the macro into the value itself',
  extends: 'write the text itself',
  block: 'write the text itself',
  do: '{% set _ = EXPRESSION %} does the same',
  break: 'choose the items before: {% for item in items if CONDITION %}',
  continue: 'choose the items before: {% for item in items if CONDITION %}',
  autoescape: 'values are never escaped',
  trans: 'write the text itself',
  debug: 'use: kmagic explain',
};

function readStatement(source: Source, opened: Opened, reader: TokenReader): Statement {
  const { word, at } = opened;
  switch (word) {
    case 'if':
      return readIf(source, opened, reader);
    case 'for':
      return readFor(source, opened, reader);
    case 'set':
      return readSet(source, opened, reader);
    case 'macro':
      return { kind: 'macro', macro: readMacro(source, opened, reader), at };
    case 'call':
      return readCall(source, opened, reader);
    case 'filter': {
      const filters = readFilters(reader, 'first');
      return { kind: 'filter block', filters, body: closedBody(source, opened, reader), at };
    }
    case 'with':
      return readWith(source, opened, reader);
    default: {
      const hint = Object.hasOwn(refused, word) ? refused[word] : undefined;
      if (hint !== undefined) throw new UnsupportedTemplate(`the statement '${word}' is not supported`, at, hint);
      const stray = /^(?:end\w+|else|elif)$/.test(word);
      throw new TemplateSyntaxError(stray ? `'${word}' has nothing to belong to` : `there is no statement '${word}'`, at);
    }
  }
}

function finished(reader: TokenReader): void {
  if (!reader.atEnd) throw reader.unexpected();
}

/** The body of a statement that ends with its own end word. */
function closedBody(source: Source, opened: Opened, reader: TokenReader): readonly Statement[] {
  finished(reader);
  const body = readBody(source, [`end${opened.word}`], opened);
  // `{% endmacro name %}` and `{% endblock name %}` may repeat the name.
  if (!body.rest.atEnd) body.rest.name();
  finished(body.rest);
  return body.statements;
}

function readIf(source: Source, opened: Opened, reader: TokenReader): Statement {
  const branches: { when: Expression; body: readonly Statement[] }[] = [];
  let when = readTuple(reader);
  finished(reader);
  for (;;) {
    const body = readBody(source, ['elif', 'else', 'endif'], opened);
    branches.push({ when, body: body.statements });
    if (body.end === 'elif') {
      when = readTuple(body.rest);
      finished(body.rest);
      continue;
    }
    finished(body.rest);
    const otherwise = body.end === 'else' ? readBody(source, ['endif'], opened).statements : [];
    return { kind: 'if', branches, otherwise, at: opened.at };
  }
}

function readFor(source: Source, opened: Opened, reader: TokenReader): Statement {
  const target = readTargets(reader);
  reader.expectWord('in');
  const of = readTuple(reader, readOr);
  const only = reader.word('if') ? readExpression(reader) : undefined;
  const recursive = reader.word('recursive');
  finished(reader);
  const body = readBody(source, ['else', 'endfor'], opened);
  finished(body.rest);
  const otherwise = body.end === 'else' ? readBody(source, ['endfor'], opened).statements : [];
  return { kind: 'for', target, of, ...(only && { only }), recursive, body: body.statements, otherwise, at: opened.at };
}

function readSet(source: Source, opened: Opened, reader: TokenReader): Statement {
  const target = readTargets(reader);
  if (reader.sign('=')) {
    const value = readTuple(reader);
    finished(reader);
    return { kind: 'set', target, value, at: opened.at };
  }
  const filters = readFilters(reader, 'further');
  return { kind: 'set block', target, filters, body: closedBody(source, opened, reader), at: opened.at };
}

function readTargets(reader: TokenReader): Target {
  const { at } = reader.peek();
  const first = readTarget(reader);
  if (!reader.isSign(',')) return first;
  const targets = [first];
  while (reader.sign(',') && !reader.atEnd && !reader.isWord('in') && !reader.isSign('=')) targets.push(readTarget(reader));
  return { kind: 'targets', targets, at };
}

function readTarget(reader: TokenReader): Target {
  if (reader.sign('(')) {
    const inner = readTargets(reader);
    reader.expect(')');
    return inner;
  }
  const { text: name, at } = reader.name();
  if (!reader.sign('.')) return { kind: 'name', name };
  return { kind: 'attribute', of: name, name: reader.name().text, at };
}

function readFilters(reader: TokenReader, from: 'first' | 'further'): readonly BlockFilter[] {
  const filters: BlockFilter[] = [];
  if (from === 'first') {
    const { text: name, at } = reader.name();
    filters.push({ name, at, args: reader.isSign('(') ? readArguments(reader) : { positional: [], named: new Map() } });
  }
  while (reader.isSign('|')) filters.push(readFilter(reader));
  return filters;
}

function readMacro(source: Source, opened: Opened, reader: TokenReader): MacroDefinition {
  const { text: name } = reader.name();
  const parameters = readParameters(reader);
  return { name, parameters, body: closedBody(source, opened, reader) };
}

function readParameters(reader: TokenReader): MacroDefinition['parameters'] {
  const parameters: { name: string; otherwise?: Expression }[] = [];
  reader.expect('(');
  while (!reader.sign(')')) {
    const { text: name } = reader.name();
    parameters.push(reader.sign('=') ? { name, otherwise: readExpression(reader) } : { name });
    if (!reader.isSign(')')) reader.expect(',');
  }
  return parameters;
}

function readCall(source: Source, opened: Opened, reader: TokenReader): Statement {
  const parameters = reader.isSign('(') ? readParameters(reader) : [];
  const call = readMembers(reader, readPrimary(reader));
  if (call.kind !== 'call') throw new TemplateSyntaxError("after 'call' the call of a macro is expected", call.at);
  return { kind: 'call block', call, caller: { name: 'caller', parameters, body: closedBody(source, opened, reader) }, at: opened.at };
}

function readWith(source: Source, opened: Opened, reader: TokenReader): Statement {
  const assignments: { target: Target; value: Expression }[] = [];
  while (!reader.atEnd) {
    if (assignments.length > 0) reader.expect(',');
    const target = readTarget(reader);
    reader.expect('=');
    assignments.push({ target, value: readExpression(reader) });
  }
  return { kind: 'with', assignments, body: closedBody(source, opened, reader), at: opened.at };
}
