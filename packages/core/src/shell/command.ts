import { reveal, Secret } from '../secret/secret.ts';

/** POSIX shell text in two forms: what runs and what people may see. Made by `sh` only. */
export interface Command {
  readonly [commandBrand]: true;
  readonly real: () => string;
  readonly shown: string;
}
declare const commandBrand: unique symbol;

type Piece = string | number | Secret | Command | readonly (string | number | Secret)[];

/** A shell command from a template: every interpolation becomes exactly one quoted word (an array: one word each). */
export function sh(texts: TemplateStringsArray, ...pieces: readonly Piece[]): Command {
  const join = (word: (piece: Piece) => string): string =>
    texts.raw.map((text, i) => text + (i < pieces.length ? word(pieces[i]!) : '')).join('');
  return command(() => join(realWord), join(shownWord));
}

/** Shell text taken as it is, for scripts built elsewhere; quote what comes from outside with `quote`. */
export function script(text: string): Command {
  return command(() => text, text);
}

/** Commands one after another, each on its own line. */
export function lines(commands: readonly Command[]): Command {
  return command(() => commands.map((c) => c.real()).join('\n'), commands.map((c) => c.shown).join('\n'));
}

/** One word for a POSIX shell. */
export function quote(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether a value is a Command. */
export function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'shown' in value && 'real' in value;
}

function command(real: () => string, shown: string): Command {
  return Object.freeze({ real, shown }) as Command;
}

function realWord(piece: Piece): string {
  if (typeof piece === 'string') return quote(piece);
  if (typeof piece === 'number') return String(piece);
  if (piece instanceof Secret) return quote(reveal(piece));
  if (isCommand(piece)) return piece.real();
  return piece.map(realWord).join(' ');
}

function shownWord(piece: Piece): string {
  if (piece instanceof Secret) return "'(secret)'";
  if (isCommand(piece)) return piece.shown;
  if (typeof piece === 'object') return piece.map(shownWord).join(' ');
  return realWord(piece);
}
