import { float, tuple, Tuple, WholeFloat } from '../vars/evaluator/values.ts';

/**
 * The value of a Python literal, which is how Ansible types values in INI files, or undefined where the text is not one. With
 * `or JSON` the words true, false and null count too.
 */
export function pythonLiteral(text: string, words: 'Python' | 'or JSON' = 'Python'): { readonly value: unknown } | undefined {
  const reader: Reader = { text, at: 0, depth: 0, words: words === 'Python' ? pythonWords : { ...pythonWords, ...jsonWords } };
  try {
    const first = readValue(reader);
    const items = [first];
    let isTuple = false;
    while (take(reader, ',')) {
      isTuple = true;
      if (atEnd(reader)) break;
      items.push(readValue(reader));
    }
    if (!atEnd(reader)) return undefined;
    return { value: isTuple ? tuple(...items) : first };
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

interface Reader {
  readonly text: string;
  readonly words: Readonly<Record<string, boolean | null>>;
  at: number;
  depth: number;
}

const pythonWords: Reader['words'] = { True: true, False: false, None: null };
const jsonWords: Reader['words'] = { true: true, false: false, null: null };

function skipSpace(reader: Reader): void {
  reader.at += /^\s*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
}

function atEnd(reader: Reader): boolean {
  skipSpace(reader);
  return reader.at >= reader.text.length || reader.text.charAt(reader.at) === '#';
}

function take(reader: Reader, char: string): boolean {
  skipSpace(reader);
  if (!reader.text.startsWith(char, reader.at)) return false;
  reader.at += char.length;
  return true;
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  const found = pattern.exec(reader.text.slice(reader.at))?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

/** As many brackets within brackets as Python reads. */
const mostBrackets = 200;

function readValue(reader: Reader): unknown {
  reader.depth += 1;
  if (reader.depth > mostBrackets) throw new NotALiteral();
  const value = readOne(reader);
  reader.depth -= 1;
  return value;
}

function readOne(reader: Reader): unknown {
  if (take(reader, '[')) return readItems(reader, ']').items;
  if (take(reader, '(')) {
    const { items, commas } = readItems(reader, ')');
    return items.length === 1 && commas === 0 ? items[0] : tuple(...items);
  }
  if (take(reader, '{')) return readBraces(reader);
  const word = match(reader, /^(?:True|False|None|true|false|null)\b/);
  if (word !== undefined) {
    if (!Object.hasOwn(reader.words, word)) throw new NotALiteral();
    return reader.words[word];
  }
  if (/^(?:[rRbBuU]|[rR][bB]|[bB][rR])?['"]/.test(reader.text.slice(reader.at))) return readStrings(reader);
  return readNumber(reader);
}

function readItems(reader: Reader, close: string): { readonly items: unknown[]; readonly commas: number } {
  const items: unknown[] = [];
  let commas = 0;
  while (!take(reader, close)) {
    items.push(readValue(reader));
    if (take(reader, ',')) commas += 1;
    else if (take(reader, close)) break;
    else throw new NotALiteral();
  }
  return { items, commas };
}

function readBraces(reader: Reader): unknown {
  const entries: [string, unknown][] = [];
  const members: unknown[] = [];
  while (!take(reader, '}')) {
    const key = readValue(reader);
    // Python can have no lists, sets and mappings in a set or as keys: `{{ [1] }}` is a template.
    if (typeof key === 'object' && key !== null && !(key instanceof Tuple || key instanceof WholeFloat)) throw new NotALiteral();
    if (take(reader, ':')) entries.push([String(key), readValue(reader)]);
    else members.push(key);
    if (take(reader, ',')) continue;
    if (take(reader, '}')) break;
    throw new NotALiteral();
  }
  if (entries.length > 0 && members.length > 0) throw new NotALiteral();
  return members.length > 0 ? members : Object.fromEntries(entries);
}

function readNumber(reader: Reader): unknown {
  const sign = take(reader, '-') ? -1 : take(reader, '+') ? 1 : 1;
  skipSpace(reader);
  const digits =
    match(reader, /^0[xX](?:_?[0-9a-fA-F])+(?!\w)/) ??
    match(reader, /^0[oO](?:_?[0-7])+(?!\w)/) ??
    match(reader, /^0[bB](?:_?[01])+(?!\w)/) ??
    match(reader, /^(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d+)?(?![\w.])/) ??
    match(reader, /^\d(?:_?\d)*\.?[eE][-+]?\d+(?![\w.])/) ??
    match(reader, /^\d(?:_?\d)*\.(?![\w.])/) ??
    match(reader, /^(?:0+|[1-9](?:_?\d)*)(?![\w.])/);
  if (digits === undefined) throw new NotALiteral();
  const value = sign * Number(digits.replaceAll('_', ''));
  // A number JavaScript cannot hold exactly stays as it was written.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return sign === -1 ? `-${digits}` : digits;
  return /^(?!0[xX]).*[.eE]/.test(digits) ? float(value) : value;
}

function readStrings(reader: Reader): string {
  let text = '';
  let prefix = match(reader, /^(?:[rRbBuU]{0,2})(?=['"])/);
  while (prefix !== undefined) {
    text += readString(reader, /[rR]/.test(prefix) ? 'raw' : 'escaped');
    skipSpace(reader);
    prefix = match(reader, /^(?:[rRbBuU]{0,2})(?=['"])/);
  }
  return text;
}

function readString(reader: Reader, form: 'raw' | 'escaped'): string {
  const quote = match(reader, /^(?:'''|"""|'|")/);
  if (quote === undefined) throw new NotALiteral();
  let text = '';
  while (!reader.text.startsWith(quote, reader.at)) {
    if (reader.at >= reader.text.length) throw new NotALiteral();
    const escape =
      reader.text.charAt(reader.at) === '\\'
        ? match(reader, /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)/s)
        : undefined;
    if (escape === undefined) {
      text += reader.text.charAt(reader.at);
      reader.at += 1;
    } else text += form === 'raw' ? escape : unescape(escape);
  }
  reader.at += quote.length;
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescape(escape: string): string {
  const kind = escape.charAt(1);
  if (kind === 'x' || kind === 'u' || kind === 'U') {
    if (escape.length === 2) throw new NotALiteral();
    return String.fromCodePoint(Number.parseInt(escape.slice(2), 16));
  }
  if (/[0-7]/.test(kind)) return String.fromCharCode(Number.parseInt(escape.slice(1), 8));
  return escapes[kind] ?? escape;
}
