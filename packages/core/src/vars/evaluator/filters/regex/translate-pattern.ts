import { category, escapedCharacter, literal, readSet, wordEdge } from './character-class.ts';
import type { Reading } from './character-class.ts';
import { BadPattern, PatternReader } from './pattern-reader.ts';

/** The flags of a pattern that are written into the translated source, and the one JavaScript has itself. */
interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

const letters: Readonly<Record<string, Partial<Flags>>> = {
  i: { ignoreCase: true },
  m: { multiline: true },
  s: { dotAll: true },
  x: { verbose: true },
  a: { ascii: true },
  u: { ascii: false },
};

/** A Python pattern in the words of JavaScript. */
export interface TranslatedPattern {
  /** The source for a RegExp with the flag v. */
  readonly source: string;
  readonly ignoreCase: boolean;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Translates a Python regular expression; throws BadPattern. What JavaScript cannot say is refused: conditions, atomic groups,
 * possessive repetition. Three rare differences stay: a group that took no part counts as empty where it is referred to, a group
 * inside a repetition forgets what it held in an earlier round, and a repetition does not go round again for nothing.
 */
export function translatePattern(pattern: string, given: { readonly ignoreCase: boolean; readonly multiline: boolean }): TranslatedPattern {
  const reader = new PatternReader(pattern);
  const translator = new Translator(reader);
  const flags = translator.leadingFlags({ ...given, dotAll: false, verbose: false, ascii: false });
  const source = translator.alternatives(flags);
  if (!reader.atEnd) throw new BadPattern('Unbalanced parenthesis');
  return { source, ignoreCase: flags.ignoreCase, groups: translator.groups, names: translator.names };
}

class Translator {
  groups = 0;
  readonly names = new Map<string, number>();
  /** The whole pattern ignores case. */
  #ignoresCase = false;
  readonly #open = new Set<number>();
  readonly #reader: PatternReader;

  constructor(reader: PatternReader) {
    this.#reader = reader;
  }

  leadingFlags(given: Flags): Flags {
    let flags = given;
    for (let start = this.#reader.at; this.#reader.take('(?'); start = this.#reader.at) {
      const found = this.#reader.while(/[a-zA-Z]/);
      if (found === '' || found.startsWith('P') || !this.#reader.take(')')) {
        this.#reader.at = start;
        break;
      }
      flags = { ...flags, ...flagsOf(found) };
    }
    this.#ignoresCase = flags.ignoreCase;
    return flags;
  }

  alternatives(flags: Flags): string {
    const branches = [this.#branch(flags)];
    while (this.#reader.take('|')) branches.push(this.#branch(flags));
    return branches.join('|');
  }

  #branch(flags: Flags): string {
    let source = '';
    while (!this.#reader.atEnd && this.#reader.peek() !== '|' && this.#reader.peek() !== ')') {
      if (flags.verbose && this.#skipComment()) continue;
      const atom = this.#atom(flags);
      while (flags.verbose && this.#skipComment());
      source += this.#repeated(atom);
    }
    return source;
  }

  #skipComment(): boolean {
    if (/\s/.test(this.#reader.peek())) this.#reader.next();
    else if (this.#reader.take('#')) this.#reader.while(/[^\n]/);
    else return false;
    return true;
  }

  #atom(flags: Flags): Atom {
    const reading: Reading = { alphabet: flags.ascii ? 'ascii' : 'unicode', folds: flags.ignoreCase && !this.#ignoresCase };
    const char = this.#reader.next();
    switch (char) {
      case '.':
        return { source: flags.dotAll ? '[^]' : '[^\\n]' };
      case '^':
        return { source: flags.multiline ? '(?:^|(?<=\\n))' : '^', edge: true };
      case '$':
        return { source: flags.multiline ? '(?=\\n|$)' : '(?=\\n?$)', edge: true };
      case '[':
        return { source: readSet(this.#reader, reading) };
      case '(':
        return this.#group(flags);
      case '\\':
        return this.#escape(reading);
      case '*':
      case '+':
      case '?':
        throw new BadPattern('Nothing to repeat');
      case '{':
        this.#reader.at -= 1;
        if (this.#quantifier() !== undefined) throw new BadPattern('Nothing to repeat');
        this.#reader.next();
        return { source: literal(char, reading) };
      default:
        return { source: literal(char, reading) };
    }
  }

  #escape(reading: Reading): Atom {
    const { alphabet } = reading;
    const letter = this.#reader.peek();
    const set = category(letter, alphabet);
    if (set !== undefined || 'AZbB'.includes(letter === '' ? ' ' : letter)) this.#reader.next();
    if (set !== undefined) return { source: set };
    if (letter === 'A') return { source: '^', edge: true };
    if (letter === 'Z') return { source: '$', edge: true };
    if (letter === 'b' || letter === 'B') return { source: wordEdge(letter, alphabet), edge: true };
    const character = escapedCharacter(this.#reader, 'pattern');
    if (character !== undefined) return { source: literal(character, reading) };
    const group = this.#reader.while(/[0-9]/, 2);
    if (group === '') throw new BadPattern(`Bad escape \\${letter}`);
    return { source: `(?:\\${this.#known(Number(group))})` };
  }

  #known(group: number): number {
    if (group > this.groups) throw new BadPattern(`Invalid group reference ${group}`);
    if (this.#open.has(group)) throw new BadPattern('Cannot refer to an open group');
    return group;
  }

  #group(flags: Flags): Atom {
    const reader = this.#reader;
    if (!reader.take('?')) return { source: this.#captured('(', flags) };
    if (reader.take('P<')) return { source: this.#captured(`(?<${this.#name(reader.until('>', 'Missing >'))}>`, flags) };
    if (reader.take('P=')) {
      const group = this.names.get(reader.until(')', 'Missing )'));
      if (group === undefined) throw new BadPattern('Unknown group name');
      return { source: `(?:\\${this.#known(group)})` };
    }
    if (reader.take('#')) {
      reader.until(')', 'Missing ), unterminated comment');
      return { source: '' };
    }
    for (const look of ['=', '!', '<=', '<!']) if (reader.take(look)) return { source: `(?:${this.#closed(`(?${look}`, flags)})` };
    if (reader.take(':')) return { source: this.#closed('(?:', flags) };
    if (reader.take('(')) throw new BadPattern('Conditions (?(1)...) are not supported', 'write both cases as alternatives');
    if (reader.take('>')) throw new BadPattern('Atomic groups (?>...) are not supported', 'write (?:...)');
    return { source: this.#scoped(flags) };
  }

  #name(name: string): string {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new BadPattern(`Bad character in group name '${name}'`);
    if (this.names.has(name)) throw new BadPattern(`Redefinition of group name '${name}'`);
    this.names.set(name, this.groups + 1);
    return name;
  }

  #captured(opening: string, flags: Flags): string {
    this.groups += 1;
    const group = this.groups;
    this.#open.add(group);
    const source = this.#closed(opening, flags);
    this.#open.delete(group);
    return source;
  }

  #closed(opening: string, flags: Flags): string {
    const source = this.alternatives(flags);
    if (!this.#reader.take(')')) throw new BadPattern('Unterminated group');
    return `${opening}${source})`;
  }

  #scoped(flags: Flags): string {
    const on = this.#reader.while(/[a-zA-Z]/);
    const off = this.#reader.take('-') ? this.#reader.while(/[a-zA-Z]/) : '';
    if (this.#reader.take(')')) throw new BadPattern('Global flags not at the start of the expression');
    if (on + off === '' || !this.#reader.take(':')) throw new BadPattern(`Unknown extension ?${this.#reader.peek()}`);
    const negated = Object.fromEntries(Object.keys(flagsOf(off)).map((name) => [name, false]));
    const scoped = { ...flags, ...flagsOf(on), ...negated };
    if (this.#ignoresCase && !scoped.ignoreCase)
      throw new BadPattern('(?-i:...) is not supported', 'leave ignorecase out, and write (?i:...) around the rest');
    return this.#closed('(?:', scoped);
  }

  #repeated(atom: Atom): string {
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return atom.source;
    if (atom.edge === true || atom.source === '') throw new BadPattern('Nothing to repeat');
    const lazy = this.#reader.take('?') ? '?' : '';
    if (this.#reader.take('+')) throw new BadPattern('Possessive repetition (a++) is not supported', 'leave the second + out');
    if (this.#quantifier() !== undefined) throw new BadPattern('Multiple repeat');
    return atom.source + quantifier + lazy;
  }

  #quantifier(): string | undefined {
    for (const simple of ['*', '+', '?']) if (this.#reader.take(simple)) return simple;
    const start = this.#reader.at;
    if (!this.#reader.take('{') || this.#reader.peek() === '}') {
      this.#reader.at = start;
      return undefined;
    }
    const low = this.#reader.while(/[0-9]/);
    const high = this.#reader.take(',') ? this.#reader.while(/[0-9]/) : low;
    if (!this.#reader.take('}')) {
      this.#reader.at = start;
      return undefined;
    }
    if (high !== '' && Number(low) > Number(high)) throw new BadPattern('Min repeat greater than max repeat');
    return `{${low === '' ? 0 : low},${high}}`;
  }
}

interface Atom {
  readonly source: string;
  /** A place, not a character: it cannot be repeated. */
  readonly edge?: boolean;
}

function flagsOf(text: string): Partial<Flags> {
  let flags: Partial<Flags> = {};
  for (const letter of text) {
    const one = letters[letter];
    if (one === undefined) throw new BadPattern(`Unknown flag ${letter}`);
    flags = { ...flags, ...one };
  }
  return flags;
}
