/** A piece of an expression; `at` is its offset in the template. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

/** Why a template cannot be read, and the offset where. */
export class TemplateSyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const signs = [
  '**',
  '//',
  '==',
  '!=',
  '<=',
  '>=',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '+',
  '-',
  '~',
  '*',
  '/',
  '%',
  '|',
  ',',
  ':',
  '.',
  '=',
];

/** The tokens of the expression that begins at `start`, up to its `}}`, and the offset behind that. */
export function tokenize(template: string, start: number): { readonly tokens: readonly Token[]; readonly end: number } {
  const tokens: Token[] = [];
  let depth = 0;
  let at = start;
  while (at < template.length) {
    const rest = template.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const close = depth === 0 ? /^-?\}\}/.exec(rest)?.[0] : undefined;
    if (close !== undefined) {
      tokens.push({ kind: 'end', text: close, at });
      return { tokens, end: at + close.length };
    }
    const afterDot = tokens.at(-1)?.kind === 'sign' && tokens.at(-1)?.text === '.';
    const token = nextToken(rest, at, afterDot ? /^\d+/ : numberPattern);
    if (token.sign !== undefined && '([{'.includes(token.sign)) depth += 1;
    if (token.sign !== undefined && ')]}'.includes(token.sign)) depth -= 1;
    tokens.push(token.token);
    at += token.length;
  }
  throw new TemplateSyntaxError("the expression is not closed with '}}'", start);
}

interface Found {
  readonly token: Token;
  readonly length: number;
  readonly sign?: string;
}

const numberPattern = /^\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?/;

function nextToken(rest: string, at: number, numbers: RegExp): Found {
  const name = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(rest)?.[0];
  if (name !== undefined) return { token: { kind: 'name', text: name, at }, length: name.length };
  const number = numbers.exec(rest)?.[0];
  if (number !== undefined) return { token: { kind: 'number', text: number.replaceAll('_', ''), at }, length: number.length };
  const text = /^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/s.exec(rest)?.[0];
  if (text !== undefined) return { token: { kind: 'text', text: unescape(text.slice(1, -1)), at }, length: text.length };
  if (rest.startsWith("'") || rest.startsWith('"')) throw new TemplateSyntaxError(`the quote ${rest.charAt(0)} is never closed`, at);
  const sign = signs.find((candidate) => rest.startsWith(candidate));
  if (sign === undefined) throw new TemplateSyntaxError(`the character '${rest.charAt(0)}' has no meaning here`, at);
  return { token: { kind: 'sign', text: sign, at }, length: sign.length, sign };
}

/** As Ansible reads values: only an escaped quote loses its backslash, which regular expressions rely on. */
function unescape(text: string): string {
  return text.replace(/\\(['"])/g, '$1');
}
