import type { ErrorCode, KmagicError } from '../../errors/kmagic-error.ts';

/** Something wrong with a template, before its place is known. */
export interface TemplateProblem {
  readonly what: string;
  readonly hint: string;
  readonly code?: ErrorCode;
}

/** What a template sees of the world around it. */
export interface Scope {
  /** The value of a variable, templates evaluated; undefined where no such variable exists (null is a value). */
  lookup(name: string): unknown;
  /** Every name `lookup` knows, to find the nearest of a mistyped one. */
  names(): Iterable<string>;
  /** Why a name that is known to exist elsewhere has no value here: a hint, or undefined. */
  absence(name: string): string | undefined;
  /** An environment variable of the controller. */
  env(name: string): string | undefined;
  /** The text of a file of the controller; relative paths start at the inventory's directory. */
  readFile(path: string): string | undefined;
  /** The error to throw for a problem; it names the place the template was written at. */
  problem(problem: TemplateProblem): KmagicError;
}

/** The template language of variable values: the one room to replace when the language grows. */
export interface Evaluator {
  /** Whether the text has anything to evaluate. */
  isTemplate(text: string): boolean;
  /** The value of the text: text, or any type where the text is one expression. Throws what `scope.problem` gives. */
  evaluate(text: string, scope: Scope): unknown;
}
