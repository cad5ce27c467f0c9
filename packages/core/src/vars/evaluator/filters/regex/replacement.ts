import { BadPattern, PatternReader } from './pattern-reader.ts';
import type { PythonRegex } from './python-regex.ts';

type Part = string | number;

/** The text a replacement such as `\1-\g<name>` makes of a match; throws BadPattern for a group the pattern does not have. */
export function replacement(template: string, regex: PythonRegex): (match: RegExpExecArray) => string {
  const parts = readParts(new PatternReader(template), regex);
  return (match) => parts.map((part) => (typeof part === 'string' ? part : (match[part] ?? ''))).join('');
}

const named: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function readParts(reader: PatternReader, regex: PythonRegex): readonly Part[] {
  const parts: Part[] = [];
  while (!reader.atEnd) {
    const char = reader.next();
    parts.push(char === '\\' ? readEscape(reader, regex) : char);
  }
  return parts;
}

function readEscape(reader: PatternReader, regex: PythonRegex): Part {
  const char = reader.next();
  if (char === 'g') return readReference(reader, regex);
  if (char === '0') return String.fromCharCode(Number.parseInt(`0${reader.while(/[0-7]/, 2)}`, 8));
  if (/[1-9]/.test(char)) return readNumber(char, reader, regex);
  const simple = named[char];
  if (simple !== undefined) return simple;
  if (/[a-zA-Z]/.test(char)) throw new BadPattern(`Bad escape \\${char} in the replacement`, 'double the backslash');
  return `\\${char}`;
}

function readNumber(first: string, reader: PatternReader, regex: PythonRegex): Part {
  const digits = first + reader.while(/[0-9]/, 1);
  const third = reader.peek();
  if (/^[0-3][0-7]$/.test(digits) && /[0-7]/.test(third)) return String.fromCharCode(Number.parseInt(digits + reader.next(), 8));
  return known(Number(digits), regex);
}

function readReference(reader: PatternReader, regex: PythonRegex): number {
  if (!reader.take('<')) throw new BadPattern('Missing < in the replacement', 'write \\g<1> or \\g<name>');
  const name = reader.until('>', 'Missing > in the replacement');
  return known(/^\d+$/.test(name) ? Number(name) : (regex.names.get(name) ?? Infinity), regex);
}

function known(group: number, regex: PythonRegex): number {
  if (group <= regex.groups) return group;
  throw new BadPattern('Invalid group reference in the replacement', 'the pattern has no such group');
}
