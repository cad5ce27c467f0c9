import { whiteSpace } from '../python/characters.ts';
import { BadPattern } from './pattern-reader.ts';
import type { PatternReader } from './pattern-reader.ts';

/** Whether `\w`, `\d` and `\s` know letters beyond ASCII. */
export type Alphabet = 'unicode' | 'ascii';

/** What a part of a pattern is read with. */
export interface Reading {
  readonly alphabet: Alphabet;
  /** Upper and lower case are the same in this part, though not in the whole pattern. */
  readonly folds: boolean;
}

/** One character, written so that JavaScript takes it for nothing else. */
function plain(char: string): string {
  return /^[a-zA-Z0-9]$/.test(char) ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`;
}

/** A character with its other case, if it has one. */
function cases(char: string): readonly string[] {
  const others = [char.toLowerCase(), char.toUpperCase()].filter((other) => [...other].length === 1);
  return [...new Set([char, ...others])];
}

/** One character as a pattern. */
export function literal(char: string, { folds }: Pick<Reading, 'folds'>): string {
  const all = folds ? cases(char) : [char];
  return all.length === 1 ? plain(char) : `[${all.map(plain).join('')}]`;
}

const inside: Readonly<Record<Alphabet, Readonly<Record<string, string>>>> = {
  unicode: { w: '\\p{L}\\p{N}_', d: '\\p{Nd}', s: whiteSpace },
  ascii: { w: 'a-zA-Z0-9_', d: '0-9', s: '\\t-\\r ' },
};

/** A class such as `\w` or `\D`, as a set of JavaScript; undefined for any other letter. */
export function category(letter: string, alphabet: Alphabet): string | undefined {
  const set = inside[alphabet][letter.toLowerCase()];
  if (set === undefined) return undefined;
  return letter === letter.toLowerCase() ? `[${set}]` : `[^${set}]`;
}

/** The edge of a word, or its opposite. */
export function wordEdge(kind: 'b' | 'B', alphabet: Alphabet): string {
  const word = `[${inside[alphabet]['w'] ?? ''}]`;
  return kind === 'b'
    ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    : `(?:(?!^$)(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})))`;
}

const named: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** The character an escape stands for, its backslash taken; undefined where it is no character. */
export function escapedCharacter(reader: PatternReader, place: 'class' | 'pattern'): string | undefined {
  const char = reader.peek();
  if (char === 'b' && place === 'pattern') return undefined;
  if (char === 'x') return hexadecimal(reader, 2);
  if (char === 'u') return hexadecimal(reader, 4);
  if (char === 'U') return hexadecimal(reader, 8);
  if (char === 'N') throw new BadPattern('\\N{...} is not supported', 'write the character itself, or \\uXXXX');
  const simple = named[char];
  if (simple !== undefined) {
    reader.next();
    return simple;
  }
  if (/[0-9]/.test(char)) return octal(reader, place);
  if (char === '') throw new BadPattern('Bad escape (end of pattern)');
  return /[a-zA-Z]/.test(char) ? undefined : reader.next();
}

function hexadecimal(reader: PatternReader, length: number): string {
  const letter = reader.next();
  const digits = reader.while(/[0-9a-fA-F]/, length);
  if (digits.length < length) throw new BadPattern(`Incomplete escape \\${letter}${digits}`);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw new BadPattern(`Bad escape \\${letter}${digits}`);
  return String.fromCodePoint(code);
}

function octal(reader: PatternReader, place: 'class' | 'pattern'): string | undefined {
  const start = reader.at;
  const digits = reader.while(/[0-7]/, 3);
  const isOctal = digits.startsWith('0') || (place === 'class' ? digits !== '' : digits.length === 3);
  if (isOctal && Number.parseInt(digits, 8) <= 0o377) return String.fromCodePoint(Number.parseInt(digits, 8));
  if (isOctal || place === 'class') throw new BadPattern(`Bad escape \\${digits || reader.peek()}`);
  reader.at = start;
  return undefined;
}

/** Reads a set `[...]`, its opening bracket taken. */
export function readSet(reader: PatternReader, { alphabet, folds }: Reading): string {
  const negated = reader.take('^') ? '^' : '';
  const parts: string[] = [];
  for (let isFirst = true; isFirst || reader.peek() !== ']'; isFirst = false) {
    if (reader.atEnd) throw new BadPattern('Unterminated character set');
    const from = readMember(reader, alphabet);
    if (reader.peek() !== '-' || reader.peek(1) === ']' || reader.peek(1) === '') {
      parts.push(from.kind === 'set' ? from.text : (folds ? cases(from.text) : [from.text]).map(plain).join(''));
      continue;
    }
    reader.next();
    const to = readMember(reader, alphabet);
    if (from.kind === 'set' || to.kind === 'set' || from.text.codePointAt(0)! > to.text.codePointAt(0)!) {
      throw new BadPattern(`Bad character range ${from.text}-${to.text}`);
    }
    parts.push(`${plain(from.text)}-${plain(to.text)}`, ...(folds ? otherCases(from.text, to.text) : []));
  }
  reader.next();
  return `[${negated}${parts.join('')}]`;
}

/** The other cases of the characters of a range; of a range beyond all alphabets none. */
function otherCases(from: string, to: string): readonly string[] {
  const [first, last] = [from.codePointAt(0)!, to.codePointAt(0)!];
  if (last - first > 2000) return [];
  const all = Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
  return [...new Set(all.flatMap((char) => cases(char).slice(1)))].map(plain);
}

function readMember(reader: PatternReader, alphabet: Alphabet): { readonly kind: 'set' | 'character'; readonly text: string } {
  if (!reader.take('\\')) return { kind: 'character', text: reader.next() };
  const set = category(reader.peek(), alphabet);
  if (set !== undefined) {
    reader.next();
    return { kind: 'set', text: set };
  }
  const character = escapedCharacter(reader, 'class');
  if (character === undefined) throw new BadPattern(`Bad escape \\${reader.peek()}`);
  return { kind: 'character', text: character };
}
