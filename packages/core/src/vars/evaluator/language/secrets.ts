import { hidden } from '../../../inventory/hidden.ts';
import { openText } from '../../../inventory/open-text.ts';
import { Secret } from '../../../secret/secret.ts';
import type { TemplateProblem } from '../evaluator.ts';
import { isLazyMapping, isMapping, mapItems, NativeText } from '../values.ts';

/** What remembers the texts of the secrets that were read. */
export interface Tainted {
  readonly opened: Set<string>;
}

/** The text of a Secret, remembered as read; any other value as it is. The one place where templates see secrets. */
export function openSecret(value: unknown, run: Tainted): unknown {
  if (!(value instanceof Secret)) return value;
  const text = openText(value);
  run.opened.add(String(text));
  return text;
}

/** The value with every Secret and every text that stays text opened, inside it too; the same value where there is none. */
export function openSecrets(value: unknown, run: Tainted): unknown {
  if (value instanceof Secret) return openSecret(value, run);
  if (value instanceof NativeText) return value.text;
  if (Array.isArray(value)) {
    const opened = mapItems(value, (item) => openSecrets(item, run));
    return opened.some((item, index) => item !== value[index]) ? opened : value;
  }
  if (!isMapping(value) || isLazyMapping(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, openSecrets(item, run)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}

/** The value with every text in it a Secret. */
export function sealed(value: unknown): unknown {
  return hidden(value instanceof NativeText ? value.text : value);
}

/** A problem of a template as it may be said where secrets were read: what it quotes may be one, or be made of one. */
export function discreet(problem: TemplateProblem, template: string, { opened }: Tainted): TemplateProblem {
  if (opened.size === 0 || ofTypes.test(problem.what)) return problem;
  const [, before = '', name = '', behind = ''] = quoting.exec(problem.what) ?? [];
  if (behind === '') return { ...problem, what: 'this fails for what a secret holds, which is not shown', hint: lookAtIt };
  return template.includes(name) ? problem : { ...problem, what: `${before}'(secret)'${behind}`, hint: lookAtIt };
}

/** Messages that quote nothing, but name the types of values. */
const ofTypes = /^'[^']{1,2}' cannot be used between [a-z ]+$/;

/** Messages that quote a name and nothing else. */
const quoting = /^(|there is no |the filter |the test )'(.*)'( is undefined| here| is not supported)$/s;
const lookAtIt = 'look at what it holds: kmagic vault view FILE';
