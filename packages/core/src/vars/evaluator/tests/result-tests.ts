import type { Callable } from '../call.ts';
import type { Input } from '../filters/input.ts';
import { filter } from '../filters/input.ts';
import { isMapping, isTruthy } from '../values.ts';

const failed = filter('', (input) => has(input, 'failed'));
const succeeded = filter('', (input) => !has(input, 'failed'));
const changed = filter('', isChanged);
const skipped = filter('', (input) => has(input, 'skipped'));

/** Tests on the results of tasks, which are mappings. */
export const resultTests: Readonly<Record<string, Callable>> = {
  failed,
  failure: failed,
  succeeded,
  success: succeeded,
  successful: succeeded,
  changed,
  change: changed,
  skipped,
  skip: skipped,
  unreachable: filter('', (input) => has(input, 'unreachable')),
  reachable: filter('', (input) => !has(input, 'unreachable')),
  started: filter('', (input) => input.mapping()['started'] === undefined || input.mapping()['started'] === 1),
  finished: filter('', (input) => input.mapping()['finished'] === undefined || input.mapping()['finished'] === 1),
  timedout: filter('', (input) => {
    const timedOut = input.mapping()['timedout'];
    return isMapping(timedOut) && isTruthy(timedOut['period'] ?? false);
  }),
};

function has(input: Input, key: string): boolean {
  return isTruthy(input.mapping()[key] ?? false);
}

function isChanged(input: Input): boolean {
  const result = input.mapping();
  if (Object.hasOwn(result, 'changed')) return isTruthy(result['changed']);
  const { results } = result as { readonly results?: unknown };
  return Array.isArray(results) && results.some((one) => isMapping(one) && isTruthy(one['changed'] ?? false));
}
