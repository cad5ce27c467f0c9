import { TemplateSyntaxError } from './syntax.ts';
import type { Token } from './tokens.ts';

/** The tokens of one `{{ }}` or `{% %}`, read from front to back. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token to be read next, or one further on; at the end always the last. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  /** Reads a token, whatever it is. */
  any(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  isSign(text: string): boolean {
    return this.peek().kind === 'sign' && this.peek().text === text;
  }

  isWord(text: string): boolean {
    return this.peek().kind === 'name' && this.peek().text === text;
  }

  /** Reads the sign if it is next. */
  sign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.#next += 1;
    return true;
  }

  /** Reads the word if it is next. */
  word(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.#next += 1;
    return true;
  }

  /** Reads a sign that must come. */
  expect(text: string): void {
    if (this.sign(text)) return;
    const { text: found, kind, at } = this.peek();
    throw new TemplateSyntaxError(`'${text}' is missing before '${kind === 'end' ? found.trim() : found}'`, at);
  }

  /** Reads a word that must come. */
  expectWord(text: string): void {
    if (!this.word(text)) throw new TemplateSyntaxError(`'${text}' is missing before '${this.peek().text}'`, this.peek().at);
  }

  /** Reads a name. */
  name(): Token {
    if (this.peek().kind !== 'name') throw this.unexpected();
    return this.any();
  }

  /** The error for the next token, which nothing expects. */
  unexpected(): TemplateSyntaxError {
    const { kind, text, at } = this.peek();
    return new TemplateSyntaxError(kind === 'end' ? 'the expression ends too early' : `'${text}' is not expected here`, at);
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end';
  }
}
