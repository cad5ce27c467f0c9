import { present } from './call.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluator, Scope } from './evaluator.ts';
import type { TemplatePart } from './expression.ts';
import { UnsupportedTemplate, parseTemplate } from './parse.ts';
import { TemplateSyntaxError } from './tokens.ts';
import { isLazyMapping, textOf } from './values.ts';

/** Evaluates `{{ }}` expressions with native types; statements `{% %}` are refused. Each text is parsed once. */
export function jinjaSubset(): Evaluator {
  const parsed = new Map<string, readonly TemplatePart[]>();
  return {
    isTemplate: (text) => text.includes('{') && (text.includes('{{') || text.includes('{%') || text.includes('{#')),
    evaluate(text, scope) {
      try {
        const parts = parsed.get(text) ?? parse(text, scope);
        parsed.set(text, parts);
        return valueOfParts(parts, scope);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw scope.problem({ what: 'the value is nested too deeply, or too large', hint: 'take it apart into several variables' });
      }
    },
  };
}

function valueOfParts(parts: readonly TemplatePart[], scope: Scope): unknown {
  const values = parts.map((part) => ('text' in part ? part.text : valueOf(part, scope)));
  if (values.length === 1) return values[0];
  // White space around one expression, as a YAML block leaves it, does not make text of a list or number.
  const solid = parts.flatMap((part, index) => ('text' in part && part.text.trim() === '' ? [] : [values[index]]));
  if (solid.length === 1 && typeof solid[0] !== 'string') return solid[0];
  return values.map((value) => (value === null ? '' : textOf(value))).join('');
}

function valueOf(part: Exclude<TemplatePart, { readonly text: string }>, outer: Scope): unknown {
  const scope: Scope = {
    ...outer,
    problem: (problem) => outer.problem({ ...problem, what: `in {{ ${part.source} }}: ${problem.what}` }),
  };
  return settled(present(evaluate(part.expression, scope), scope), scope);
}

/** A value without anything lazy or missing inside. */
function settled(value: unknown, scope: Scope): unknown {
  if (isLazyMapping(value)) return Object.fromEntries(value.keys().map((key) => [key, settled(value.get(key), scope)]));
  if (Array.isArray(value)) return value.map((item) => settled(present(item, scope), scope));
  return value;
}

function parse(text: string, scope: Scope): readonly TemplatePart[] {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) {
      throw scope.problem({
        what: `${error.message} (character ${error.at + 1} of the value)`,
        hint: 'correct the template; text that must keep its braces is written {{ "{{" }}',
      });
    }
    if (error instanceof UnsupportedTemplate) {
      throw scope.problem({ code: 'unsupported', what: error.message, hint: 'write it as an expression: {{ A if CONDITION else B }}' });
    }
    throw error;
  }
}
