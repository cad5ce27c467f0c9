import type { ErrorCode, KmagicError } from '../../errors/kmagic-error.ts';
import type { Secret } from '../../secret/secret.ts';

/** Something wrong with a template, before its place is known. */
export interface TemplateProblem {
  readonly what: string;
  readonly hint: string;
  readonly code?: ErrorCode;
  /** The template and where in it, an offset; where none is given, it is the value as a whole. */
  readonly template?: string;
  readonly at?: number;
  /** Something is undefined: whoever needs the value may still have a default for it. */
  readonly isUndefined?: true;
}

/** Why something known has no value yet, and what to do. */
export interface Absence {
  readonly hint: string;
  readonly code?: ErrorCode;
}

/** What a template sees of the world around it. */
export interface Surroundings {
  /** The value of a variable, templates evaluated; undefined where no such variable exists (null is a value). */
  lookup(name: string): unknown;
  /** The variable as it is written, undefined where no such variable exists. */
  written(name: string): unknown;
  /** Every name `lookup` knows, to find the nearest of a mistyped one. */
  names(): Iterable<string>;
  /** Why a name that is known to exist elsewhere has no value here, or undefined. */
  absence(name: string): Absence | undefined;
  /** An environment variable of the controller. */
  env(name: string): string | undefined;
  /** The text of a file of the controller, a Secret where it is encrypted; relative paths start at the inventory's directory. */
  readFile(path: string): string | Secret | undefined;
  /** The password kept in a file of the controller; where there is none yet, a new one made of `characters`. */
  password(path: string, made: NewPassword): Secret;
  /** The error to throw for a problem; it names the place the template was written at. */
  problem(problem: TemplateProblem): KmagicError;
}

/** What filters, tests and functions see: the surroundings, with secrets opened and remembered, and the evaluator itself. */
export interface Scope extends Omit<Surroundings, 'readFile' | 'password'> {
  readFile(path: string): string | undefined;
  password(path: string, made: NewPassword): string;
  /** The text of another template with further variables, as lookup('template') gives it. */
  rendered(template: string, variables: Readonly<Record<string, unknown>>): string;
}

/** How a password is made that does not exist yet. */
export interface NewPassword {
  readonly length: number;
  readonly characters: string;
}

/** The template language of variable values. */
export interface Evaluator {
  /** Whether the text has anything to evaluate. */
  isTemplate(text: string): boolean;
  /**
   * The value of the text, as Ansible types it; where a secret went into it, its texts are Secrets. Throws what `problem` of the
   * surroundings gives.
   */
  evaluate(text: string, surroundings: Surroundings): unknown;
  /** The same for a text that is itself a secret, of which errors quote nothing; it comes back as it is where there is nothing to evaluate. */
  evaluateSecret(text: Secret, surroundings: Surroundings): unknown;
}
