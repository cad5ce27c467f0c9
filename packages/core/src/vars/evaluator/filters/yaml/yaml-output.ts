import { isBreak, isPrintable } from './scalar-shape.ts';

/** Text of YAML as it grows: knows its column, and whether what comes next must keep its distance. */
export class YamlOutput {
  readonly #parts: string[] = [];
  readonly #width: number;
  column = 0;
  /** The last thing written was white space. */
  isSpaced = true;
  /** Nothing but indentation and dashes stand on the line. */
  isIndented = true;

  constructor(width: number) {
    this.#width = width;
  }

  get text(): string {
    return this.#parts.join('');
  }

  #put(text: string): void {
    this.#parts.push(text);
    this.column += [...text].length;
  }

  #break(char = '\n'): void {
    this.#parts.push(char);
    this.column = 0;
  }

  get isWide(): boolean {
    return this.column > this.#width;
  }

  /** Begins a line at the indentation, unless the text stands there already. */
  indent(indent: number): void {
    const to = Math.max(indent, 0);
    if (!this.isIndented || this.column > to || (this.column === to && !this.isSpaced)) this.#break();
    if (this.column < to) this.#put(' '.repeat(to - this.column));
    this.isSpaced = true;
    this.isIndented = true;
  }

  /** Writes a sign such as `-` or `{`. */
  sign(text: string, { apart = false, spaces = false, indents = false }: SignPlace = {}): void {
    if (apart && !this.isSpaced) this.#put(' ');
    this.#put(text);
    this.isSpaced = spaces;
    this.isIndented = this.isIndented && indents;
  }

  plain(characters: readonly string[], { indent, folds }: Folding): void {
    if (!this.isSpaced && characters.length > 0) this.#put(' ');
    this.#folded(characters, { indent, folds, escape: (char) => char });
    this.#ended();
  }

  singleQuoted(characters: readonly string[], { indent, folds }: Folding): void {
    this.sign("'", { apart: true });
    const inner = { indent, folds, escape: (char: string) => (char === "'" ? "''" : char) };
    const brokeLast = this.#folded(characters, inner, { within: true });
    if (brokeLast) this.indent(indent);
    this.sign("'");
    this.#ended();
  }

  /** Writes text in single quotes or none: a long line is folded at a space, a line's end is written twice. */
  #folded(characters: readonly string[], { indent, folds, escape }: Folding & Escaping, quotes?: { readonly within: true }): boolean {
    let [spaces, breaks] = [false, false];
    characters.forEach((char, index) => {
      if (char === ' ') {
        const isInside = quotes === undefined || (index > 0 && index < characters.length - 1);
        if (folds && !spaces && this.isWide && isInside && characters[index + 1] !== ' ') this.indent(indent);
        else this.#put(char);
        spaces = true;
      } else if (isBreak(char)) {
        if (!breaks && char === '\n') this.#break();
        this.#break(char);
        this.isIndented = true;
        breaks = true;
      } else {
        if (breaks) this.indent(indent);
        this.#put(escape(char));
        this.isIndented = false;
        [spaces, breaks] = [false, false];
      }
    });
    return breaks;
  }

  doubleQuoted(characters: readonly string[], { indent, folds }: Folding): void {
    this.sign('"', { apart: true });
    let spaces = false;
    characters.forEach((char, index) => {
      if (char !== ' ') {
        const isPlain = isPrintable(char) && !isBreak(char) && char !== '"' && char !== '\\';
        this.#put(isPlain ? char : escaped(char));
        spaces = false;
        return;
      }
      if (folds && !spaces && this.isWide && index > 0 && index < characters.length - 1) {
        this.indent(indent);
        if (characters[index + 1] === ' ') this.#put('\\');
      } else this.#put(char);
      spaces = true;
    });
    this.sign('"');
    this.#ended();
  }

  #ended(): void {
    this.isSpaced = false;
    this.isIndented = false;
  }
}

interface SignPlace {
  /** Keeps a space before it. */
  readonly apart?: boolean;
  /** Counts as white space itself. */
  readonly spaces?: boolean;
  /** Leaves the line one of nothing but indentation. */
  readonly indents?: boolean;
}

interface Folding {
  readonly indent: number;
  readonly folds: boolean;
}

interface Escaping {
  readonly escape: (char: string) => string;
}

const short: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escaped(char: string): string {
  const known = short[char];
  if (known !== undefined) return `\\${known}`;
  const code = char.codePointAt(0)!;
  const [letter, length] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(length, '0')}`;
}
