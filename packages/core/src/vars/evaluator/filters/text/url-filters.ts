import type { Callable } from '../../call.ts';
import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping, filter } from '../input.ts';
import { quoteUrl, splitUrl, unquoteUrl } from './urls.ts';

/** Filters for addresses of the web. */
export const urlFilters: Readonly<Record<string, Callable>> = {
  urlencode: filter('', urlEncode),
  urldecode: filter('', (input) => unquoteUrl(input.subjectText())),
  urlsplit: filter('query?', (input) => {
    const parts: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(parsed(input)).sort(([a], [b]) => (a < b ? -1 : 1)));
    const query = input.text('query', '');
    if (query === '') return parts;
    if (Object.hasOwn(parts, query)) return parts[query];
    throw input.fail(`'${query}' is no part of an address`, `the parts are: ${Object.keys(parts).join(', ')}`);
  }),
};

function parsed(input: Input) {
  try {
    return splitUrl(input.subjectText());
  } catch (error) {
    throw input.fail(error instanceof Error ? error.message : String(error));
  }
}

function urlEncode(input: Input): string {
  const mapping = asMapping(input.subject);
  if (mapping === undefined && !Array.isArray(input.subject)) return quoteUrl(textOf(input.subject), 'path');
  const pairs = mapping === undefined ? input.items() : Object.entries(mapping);
  return pairs
    .map((pair) => {
      const [key, value, ...more] = input.items(pair);
      if (value === undefined || more.length > 0) throw input.fail('needs text, a mapping, or a list of pairs');
      return `${quoteUrl(textOf(key), 'query')}=${quoteUrl(textOf(value), 'query')}`;
    })
    .join('&');
}
