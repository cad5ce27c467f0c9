/** The characters of a text as Python counts them: one that needs two units in JavaScript is one. */
export function characters(text: string): readonly string[] {
  return hasWide(text) ? [...text] : text.split('');
}

/** How many characters a text has. */
export function lengthOf(text: string): number {
  return hasWide(text) ? [...text].length : text.length;
}

function hasWide(text: string): boolean {
  return /[\ud800-\udbff]/.test(text);
}

/** Orders texts by their characters, as Python does. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!hasWide(left) && !hasWide(right)) return left < right ? -1 : 1;
  const [a, b] = [[...left], [...right]];
  for (const [index, char] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (char !== other) return char.codePointAt(0)! - other.codePointAt(0)!;
  }
  return -1;
}

/** White space as Python's str methods and `\s` know it, as the inside of a character class. */
export const whiteSpace = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const [leadingSpace, trailingSpace] = [new RegExp(`^[${whiteSpace}]+`), new RegExp(`[${whiteSpace}]+$`)];
const anySpace = new RegExp(`[${whiteSpace}]+`);

/** Removes the given characters, else white space, from both ends. */
export function strip(text: string, unwanted?: string): string {
  return stripStart(stripEnd(text, unwanted), unwanted);
}

/** Removes them from the start alone. */
export function stripStart(text: string, unwanted?: string): string {
  if (unwanted === undefined) return text.replace(leadingSpace, '');
  const set = new Set(characters(unwanted));
  const all = characters(text);
  const first = all.findIndex((char) => !set.has(char));
  return first === -1 ? '' : all.slice(first).join('');
}

/** Removes them from the end alone. */
export function stripEnd(text: string, unwanted?: string): string {
  if (unwanted === undefined) return text.replace(trailingSpace, '');
  const set = new Set(characters(unwanted));
  const all = characters(text);
  return all.slice(0, all.findLastIndex((char) => !set.has(char)) + 1).join('');
}

/** Splits at runs of white space; no part is empty. */
export function splitWords(text: string, most = Infinity): readonly string[] {
  const words: string[] = [];
  let rest = strip(text);
  while (rest !== '' && words.length < most) {
    const space = anySpace.exec(rest);
    if (space === null) return [...words, rest];
    words.push(rest.slice(0, space.index));
    rest = rest.slice(space.index + space[0].length);
  }
  if (rest === '') return words;
  // What is left after the last split keeps its own end: Python strips only what stands before it.
  return [...words, text.slice(text.lastIndexOf(rest))];
}

/** Splits at a separator, at most so often; the last part keeps what is left. */
export function splitAt(text: string, separator: string, most = Infinity): readonly string[] {
  const parts = text.split(separator);
  return parts.length <= most + 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(separator)];
}

const lineEnds = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const lineEnd = new RegExp(`\\r\\n|[${lineEnds}]`);
const wholeLine = new RegExp(`[^${lineEnds}]*(?:\\r\\n|[${lineEnds}])|[^${lineEnds}]+`, 'g');

/** The lines of a text, without their ends; a line end last in the text begins no line. */
export function splitLines(text: string): readonly string[] {
  return wholeLines(text).map((line) => line.replace(lineEnd, ''));
}

/** The same with their ends. */
export function wholeLines(text: string): readonly string[] {
  return text.match(wholeLine) ?? [];
}

/** The first character in upper case, the others in lower case. */
export function capitalized(text: string): string {
  const [first = '', ...others] = characters(text);
  return first.toUpperCase() + others.join('').toLowerCase();
}

/** Whether a text has letters with a case, all of them in the given one. */
export function hasCase(text: string, wanted: 'upper' | 'lower'): boolean {
  const [these, those] = wanted === 'upper' ? [/\p{Lu}/u, /[\p{Ll}\p{Lt}]/u] : [/\p{Ll}/u, /[\p{Lu}\p{Lt}]/u];
  return these.test(text) && !those.test(text);
}
