import { BadPattern } from './pattern-reader.ts';
import { translatePattern } from './translate-pattern.ts';
import type { TranslatedPattern } from './translate-pattern.ts';

/** What can be asked of a compiled pattern, with Python's meaning of it. */
export interface PythonRegex {
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** The first match anywhere. */
  search(text: string): RegExpExecArray | null;
  /** A match that begins where the text begins. */
  match(text: string): RegExpExecArray | null;
  /** A match of the whole text. */
  fullmatch(text: string): RegExpExecArray | null;
  /** Every match, none overlapping another. */
  all(text: string): readonly RegExpExecArray[];
}

const compiled = new Map<string, PythonRegex>();

/** Compiles a Python regular expression, each once; throws BadPattern. */
export function pythonRegex(pattern: string, flags: { readonly ignoreCase: boolean; readonly multiline: boolean }): PythonRegex {
  const key = `${Number(flags.ignoreCase)}${Number(flags.multiline)}${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const regex = compile(pattern, translatePattern(pattern, flags));
  if (compiled.size >= 1000) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

function compile(pattern: string, { source, ignoreCase, groups, names }: TranslatedPattern): PythonRegex {
  const flags = ignoreCase ? 'vi' : 'v';
  const make = (body: string, mode: string) => {
    try {
      return new RegExp(body, flags + mode);
    } catch (error) {
      throw new BadPattern(`JavaScript cannot run /${pattern}/: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const anywhere = make(source, '');
  const atStart = make(`^(?:${source})`, '');
  const whole = make(`^(?:${source})$`, '');
  const everywhere = make(source, 'g');
  const advancing = make(notEmpty(source), 'y');
  return {
    groups,
    names,
    search: (text) => anywhere.exec(text),
    match: (text) => atStart.exec(text),
    fullmatch: (text) => whole.exec(text),
    all: (text) => allMatches(text, everywhere, advancing),
  };
}

/** The pattern, matching only where it takes a character: what is left behind it differs from what was left before. */
function notEmpty(source: string): string {
  const shifted = source.replace(/\(\?:\\(\d+)\)/g, (_, group: string) => `(?:\\${Number(group) + 1})`);
  return `(?=([^]*))(?:${shifted})(?!\\1$)`;
}

/** Texts up to this length are searched as exactly as Python does it, which is slow for long ones. */
const exactLength = 20_000;

/** After an empty match Python looks for one that is not empty at the same place; JavaScript would go on behind it. */
function allMatches(text: string, everywhere: RegExp, advancing: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let [at, wasEmpty] = [0, false]; at <= text.length;) {
    const match =
      (wasEmpty && text.length <= exactLength && longerMatch(text, at, advancing)) ||
      nextMatch(text, wasEmpty ? after(text, at) : at, everywhere);
    if (match === null) break;
    found.push(match);
    at = match.index + match[0].length;
    wasEmpty = match[0] === '';
  }
  return found;
}

function longerMatch(text: string, at: number, advancing: RegExp): RegExpExecArray | undefined {
  advancing.lastIndex = at;
  const match = advancing.exec(text);
  if (match === null) return undefined;
  match.splice(1, 1);
  return match;
}

function nextMatch(text: string, at: number, everywhere: RegExp): RegExpExecArray | null {
  if (at > text.length) return null;
  everywhere.lastIndex = at;
  return everywhere.exec(text);
}

function after(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
