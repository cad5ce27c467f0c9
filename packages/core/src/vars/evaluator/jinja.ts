import { openText } from '../../inventory/open-text.ts';
import { problemOf } from './call.ts';
import type { Evaluator, Scope, Surroundings } from './evaluator.ts';
import { Frame } from './language/frame.ts';
import type { Run } from './language/frame.ts';
import { parseTemplate } from './language/parse-template.ts';
import { roomOfTemplate } from './language/room.ts';
import { outcome, run } from './language/run.ts';
import { discreet, openSecret, sealed } from './language/secrets.ts';
import { TemplateSyntaxError, UnsupportedTemplate } from './language/syntax.ts';
import type { Statement } from './language/syntax.ts';
import { isNumber, MissingUsed, NativeText, textOf } from './values.ts';

/** Jinja as ansible-core 2.18 evaluates values with it; each text is read once. */
export function jinja(): Evaluator {
  const parsed = new Map<string, Parsed>();

  function parsedOf(text: string): Parsed {
    const known = parsed.get(text) ?? parse(text);
    parsed.set(text, known);
    return known;
  }

  function statementsOf(text: string, scope: Pick<Scope, 'problem'>): readonly Statement[] {
    const { statements: known } = parsedOf(text);
    if (!(known instanceof TemplateSyntaxError)) return known;
    const isRefused = known instanceof UnsupportedTemplate;
    throw scope.problem({
      ...(isRefused && { code: 'unsupported' as const }),
      what: known.message,
      hint: isRefused ? known.hint : 'correct the template; text that must keep its braces is written {{ "{{" }}',
      at: known.at,
    });
  }

  function evaluate(text: string, surroundings: Surroundings, kind: 'plain' | 'secret'): unknown {
    const state: Run = {
      at: 0,
      opened: new Set<string>(kind === 'secret' ? [text] : []),
      own: new Set<object>(),
      turns: 1_000_000,
      room: roomOfTemplate,
      scope: {
        ...surroundings,
        readFile: (path) => openSecret(surroundings.readFile(path), state) as string | undefined,
        password: (path, made) => openSecret(surroundings.password(path, made), state) as string,
        problem: ({ at = state.at, ...found }) => {
          const problem = discreet(found, text, state);
          return surroundings.problem(
            kind === 'plain'
              ? { ...problem, what: `in ${enclosing(text, at)}: ${problem.what}`, template: text, at }
              : { ...problem, what: `in the decrypted value: ${problem.what}` },
          );
        },
        rendered: (template, variables) => {
          const frame = new Frame(state);
          for (const [name, value] of Object.entries(variables)) frame.set(name, value);
          return textOf(keepNewlines(template, printed(statementsOf(template, state.scope), frame)));
        },
      },
    };
    const { scope } = state;
    try {
      const written = writtenAlone(parsedOf(text), surroundings);
      if (written !== undefined) return written;
      const frame = new Frame(state);
      const result = keepNewlines(text, outcome(printedItems(statementsOf(text, scope), frame), frame));
      return state.opened.size > 0 ? sealed(result) : result;
    } catch (error) {
      if (error instanceof MissingUsed) throw error.missing.error ?? scope.problem(problemOf(error.missing));
      if (!(error instanceof RangeError)) throw error;
      throw scope.problem({ what: 'the value is nested too deeply, or too large', hint: 'take it apart into several variables' });
    }
  }

  return {
    isTemplate: (text) => text.includes('{') && /\{[{%#]/.test(text),
    evaluate: (text, surroundings) => evaluate(text, surroundings, 'plain'),
    evaluateSecret(secret, surroundings) {
      const text = String(openText(secret));
      return this.isTemplate(text) ? evaluate(text, surroundings, 'secret') : secret;
    },
  };
}

/** A template read once; `alone` is the name it consists of, where it does. */
interface Parsed {
  readonly statements: readonly Statement[] | TemplateSyntaxError;
  readonly alone: string | undefined;
}

function parse(text: string): Parsed {
  return { statements: read(text), alone: /^\{\{\s*(\w+)\s*\}\}\n?$/.exec(text)?.[1] };
}

function read(text: string): readonly Statement[] | TemplateSyntaxError {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error;
    throw error;
  }
}

/** A variable that stands alone keeps its number, boolean or none; anything else is made of text, as Ansible does it. */
function writtenAlone({ alone }: Parsed, surroundings: Surroundings): unknown {
  if (alone === undefined) return undefined;
  const written = surroundings.written(alone);
  return typeof written === 'boolean' || isNumber(written) || written === null ? written : undefined;
}

function printedItems(statements: readonly Statement[], frame: Frame): readonly unknown[] {
  const items: unknown[] = [];
  run(statements, frame, items);
  return items;
}

function printed(statements: readonly Statement[], frame: Frame): string {
  return printedItems(statements, frame).map(textOf).join('');
}

/** Jinja drops the newline at the end of a template; Ansible puts it back behind text. */
function keepNewlines(template: string, result: unknown): unknown {
  if (result instanceof NativeText) return new NativeText(textOf(keepNewlines(template, result.text)));
  if (typeof result !== 'string' || !template.endsWith('\n')) return result;
  const missing = newlinesAtEnd(template) - newlinesAtEnd(result);
  return missing > 0 ? result + '\n'.repeat(missing) : result;
}

function newlinesAtEnd(text: string): number {
  return /\n*$/.exec(text)?.[0].length ?? 0;
}

/** The expression or statement around an offset, as a message shows it. */
function enclosing(template: string, at: number): string {
  const start = Math.max(template.lastIndexOf('{{', at), template.lastIndexOf('{%', at), 0);
  const close = template.startsWith('{%', start) ? '%}' : '}}';
  const end = template.indexOf(close, Math.max(at, start));
  const whole = template.slice(start, end === -1 ? undefined : end + 2).replace(/\s+/g, ' ');
  return whole.length > 120 ? `${whole.slice(0, 117)}...` : whole;
}
