import { float } from '../values.ts';
import { TemplateSyntaxError, UnsupportedTemplate } from './syntax.ts';

/** A piece of an expression; `at` is its offset in the template, `value` what a number or quoted text stands for. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly value?: unknown;
  readonly at: number;
}

/** The inside of `{{ }}` or `{% %}`: its tokens, the last of kind `end`, and the offset behind the closing sign. */
export interface Inside {
  readonly tokens: readonly Token[];
  readonly end: number;
}

const signs = ['**', '//', '==', '!=', '<=', '>=', ...'()[]{}<>+-~*/%|,:.='] as const;

const space = /\s+/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const float64 = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][-+]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const integer = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const digits = /\d+/y;
const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy;
const closing = { '{{': /[-+]?\}\}/y, '{%': /[-+]?%\}/y } as const;

/** Reads what follows `open` at offset `start`, up to its closing sign. Throws TemplateSyntaxError. */
export function tokenize(template: string, open: '{{' | '{%', start: number): Inside {
  const tokens: Token[] = [];
  const opened: Token[] = [];
  let at = start;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(template)?.[0];
  };
  while (at < template.length) {
    const blank = match(space);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const close = opened.length === 0 ? match(closing[open]) : undefined;
    if (close !== undefined) {
      tokens.push({ kind: 'end', text: close, at });
      return { tokens, end: at + close.length };
    }
    const token = nextToken(match, { at, char: template.charAt(at), afterDot: tokens.at(-1)?.text === '.', open });
    if (token.kind === 'sign' && '([{'.includes(token.text)) opened.push(token);
    if (token.kind === 'sign' && ')]}'.includes(token.text)) {
      const bracket = opened.pop();
      if (bracket === undefined && token.text === '}') break;
      if (bracket === undefined) throw new TemplateSyntaxError(`'${token.text}' closes nothing`, at);
      if (closes[bracket.text] !== token.text) throw neverClosed(bracket);
    }
    tokens.push(token);
    at += token.text.length;
  }
  const [bracket] = opened;
  if (bracket !== undefined) throw neverClosed(bracket);
  throw new TemplateSyntaxError(open === '{{' ? "the expression is not closed with '}}'" : "the statement is not closed with '%}'", start);
}

const closes: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function neverClosed({ text, at }: Token): TemplateSyntaxError {
  return new TemplateSyntaxError(`the bracket ${text} is never closed`, at);
}

interface Place {
  readonly at: number;
  readonly char: string;
  readonly afterDot: boolean;
  readonly open: '{{' | '{%';
}

function nextToken(match: (pattern: RegExp) => string | undefined, { at, char, afterDot, open }: Place): Token {
  const word = match(name);
  if (word !== undefined) return { kind: 'name', text: word, at };
  const fraction = afterDot ? undefined : match(float64);
  if (fraction !== undefined) return { kind: 'number', text: fraction, value: float(Number(fraction.replaceAll('_', ''))), at };
  const whole = match(afterDot ? digits : integer);
  if (whole !== undefined) return { kind: 'number', text: whole, value: exactInteger(whole, at), at };
  const text = match(quoted);
  if (text !== undefined) return { kind: 'text', text, value: unescape(text.slice(1, -1), open), at };
  if (char === "'" || char === '"') throw new TemplateSyntaxError(`the quote ${char} is never closed`, at);
  const sign = signs.find((candidate) => match(literally(candidate)) !== undefined);
  if (sign === undefined) throw new TemplateSyntaxError(`the character '${char}' has no meaning here`, at);
  return { kind: 'sign', text: sign, at };
}

function exactInteger(text: string, at: number): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(value)) return value;
  const hint = 'numbers go up to 9007199254740991; larger ones are kept as text, in quotes';
  throw new UnsupportedTemplate(`the number ${text} is larger than can be computed exactly`, at, hint);
}

const patterns = new Map<string, RegExp>();

function literally(sign: string): RegExp {
  const known = patterns.get(sign) ?? new RegExp(sign.replace(/[^\w]/g, String.raw`\$&`), 'y');
  patterns.set(sign, known);
  return known;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };

/**
 * The text a literal stands for. Ansible doubles backslashes inside `{{ }}`, which regular expressions rely on: only an escaped quote
 * loses its backslash there. In statements they are Python's.
 */
function unescape(text: string, open: '{{' | '{%'): string {
  if (!text.includes('\\')) return text;
  if (open === '{{') return text.replace(/\\(['"])/g, '$1');
  return text.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-7]{1,3}|.)/gs, (whole, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code === '\\' || code === "'" || code === '"') return code;
    return escapes[code] ?? whole;
  });
}
