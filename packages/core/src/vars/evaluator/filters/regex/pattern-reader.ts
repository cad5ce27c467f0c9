/** Why a regular expression cannot be used. */
export class BadPattern extends Error {
  readonly hint: string;
  constructor(reason: string, hint = 'correct the regular expression') {
    super(reason);
    this.hint = hint;
  }
}

/** The characters of a pattern, one after the other. */
export class PatternReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  get at(): number {
    return this.#at;
  }

  set at(place: number) {
    this.#at = place;
  }

  get atEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? '';
  }

  next(): string {
    const char = this.peek();
    this.#at += 1;
    return char;
  }

  take(text: string): boolean {
    const wanted = [...text];
    if (!wanted.every((char, index) => this.peek(index) === char)) return false;
    this.#at += wanted.length;
    return true;
  }

  /** Takes characters as long as they match, at most so many. */
  while(matching: RegExp, most = Infinity): string {
    let taken = '';
    while (!this.atEnd && taken.length < most && matching.test(this.peek())) taken += this.next();
    return taken;
  }

  /** Takes everything up to an ending, which is taken too. */
  until(ending: string, missing: string): string {
    let taken = '';
    while (!this.take(ending)) {
      if (this.atEnd) throw new BadPattern(missing);
      taken += this.next();
    }
    return taken;
  }
}
