import { SplitError } from './split-words.ts';

/** A `name=value` and the column (from 1) it starts at. */
export interface KeyValue {
  readonly name: string;
  readonly value: string;
  readonly column: number;
}

/**
 * The pairs of a text such as `-e` takes: separated by spaces, which quotes and Jinja's braces keep together; quotes around a whole
 * value are taken off, escapes such as `\n` are read. Throws SplitError.
 */
export function readKeyValues(text: string): readonly KeyValue[] {
  return words(text).map(({ start, end }) => {
    const word = unescaped(text.slice(start, end));
    const equals = /[^\\]=/.exec(word)?.index;
    // The word itself is not shown: it may be a secret.
    if (equals === undefined) throw new SplitError('a word is not name=value', start + 1);
    return { name: word.slice(0, equals + 1).trim(), value: unquoted(word.slice(equals + 2).trim()), column: start + 1 };
  });
}

const opening = ['{{', '{%', '{#'];
const closing = ['}}', '%}', '#}'];

function words(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  let start: number | undefined;
  let quote: { readonly mark: string; readonly at: number } | undefined;
  const open: number[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const char = text.charAt(at);
    const pair = text.slice(at, at + 2);
    const isBetween = at === text.length || ((char === ' ' || char === '\n') && quote === undefined && open.length === 0);
    if (isBetween) {
      if (start !== undefined) found.push({ start, end: at });
      start = undefined;
      continue;
    }
    start ??= at;
    if ((char === '"' || char === "'") && text.charAt(at - 1) !== '\\') {
      if (quote === undefined) quote = { mark: char, at };
      else if (quote.mark === char) quote = undefined;
    } else if (opening.includes(pair)) open.push(at);
    else if (closing.includes(pair)) open.pop();
    else continue;
    if (opening.includes(pair) || closing.includes(pair)) at += 1;
  }
  if (quote !== undefined) throw new SplitError(`the quote ${quote.mark} is never closed`, quote.at + 1);
  const [unclosed] = open;
  if (unclosed !== undefined) throw new SplitError(`${text.slice(unclosed, unclosed + 2)} is never closed`, unclosed + 1);
  return found;
}

function unquoted(value: string): string {
  const isQuoted = value.length > 1 && /^["']/.test(value) && value.endsWith(value.charAt(0)) && value.at(-2) !== '\\';
  return isQuoted ? value.slice(1, -1) : value;
}

const named: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\'"abfnrtv]))/g,
    (...[, long, short, byte, char]) => {
      const code = [long, short, byte].find((one): one is string => typeof one === 'string');
      return code === undefined ? (named[String(char)] ?? String(char)) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
