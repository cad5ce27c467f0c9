import type { Callable } from '../../call.ts';
import { isInteger, isTruthy } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter, shown } from '../input.ts';
import { checkPresent } from './check-present.ts';
import { readJson, writeJson } from './json.ts';
import type { JsonLooks } from './json.ts';

/** Filters that read and write JSON. */
export const jsonFilters: Readonly<Record<string, Callable>> = {
  to_json: filter('**looks', (input) => write(input, {})),
  to_nice_json: filter('indent? sort_keys? **looks', (input) =>
    write(input, { indent: input.value('indent') ?? 4, sort_keys: input.value('sort_keys') ?? true, separators: [',', ': '] }),
  ),
  tojson: filter('indent?', (input) => {
    const json = write(input, { indent: input.value('indent') ?? null, sort_keys: true });
    return json.replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  }),
  from_json: filter('', (input) => {
    try {
      return readJson(input.subjectText());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw input.fail(error.message, 'the filter needs JSON text');
    }
  }),
};

/** Arguments of Python's json.dumps that change nothing here. */
const ignored = ['skipkeys', 'check_circular', 'allow_nan', 'vault_to_text', 'preprocess_unsafe'];

function write(input: Input, looks: Readonly<Record<string, unknown>>): string {
  const all = new Map([
    ...Object.entries(looks),
    ...[...input.namedRest('looks')].filter(([name]) => !(name === 'separators' && 'separators' in looks)),
  ]);
  for (const name of all.keys()) {
    if (!['indent', 'sort_keys', 'separators', 'ensure_ascii', ...ignored].includes(name)) {
      throw input.fail(`has no argument '${name}'`, 'the arguments are: indent, sort_keys, separators, ensure_ascii');
    }
  }
  checkPresent(input, input.subject);
  const indent = indentText(input, all.get('indent') ?? null);
  return writeJson(input.subject, {
    indent,
    separators: separatorsOf(input, all.get('separators') ?? [indent === undefined ? ', ' : ',', ': ']),
    sortKeys: isTruthy(all.get('sort_keys') ?? false),
    ascii: isTruthy(all.get('ensure_ascii') ?? true),
  });
}

/** What looks like a mistake beyond. */
const mostIndent = 100;

function indentText(input: Input, indent: unknown): string | undefined {
  if (indent === null) return undefined;
  if (typeof indent === 'string' && indent.length <= mostIndent) return indent;
  if (isInteger(indent) && indent <= mostIndent) return ' '.repeat(Math.max(0, indent));
  throw input.fail(`the indent must be an integer up to ${mostIndent}, not '${shown(indent)}'`);
}

function separatorsOf(input: Input, value: unknown): JsonLooks['separators'] {
  const [item, key] = input.items(value);
  if (typeof item !== 'string' || typeof key !== 'string') throw input.fail('the separators must be two texts');
  return [item, key];
}
