import { KmagicError } from '@kmagic/core';
import { findingsOf, type Finding, type OpenCluster } from '@kmagic/tasks';
import { findingLines } from './renderers/findings.ts';

export type { Finding };

/** Why an apply would fail, as far as facts alone show; asks the hosts nothing. */
export function unfitOf({ spec, hosts }: OpenCluster): KmagicError | undefined {
  const errors = findingsOf(spec, hosts, new Map()).filter((f) => f.severity === 'error');
  if (errors.length === 0) return undefined;
  return new KmagicError('checkFailed', ['the hosts are not fit for this cluster', ...errors.flatMap(findingLines)].join('\n'), {
    hint: '`kmagic check` shows this and more; ignore_assert_errors: true goes on all the same',
  });
}
