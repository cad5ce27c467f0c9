import { fingerprint } from '@kmagic/core';
import { parse } from 'yaml';
import type { AnyVariable } from './topics.ts';
import { isDerived } from './variable.ts';

/** A variable's default as an inventory can say it; undefined where there is none, or it is worked out. */
export function constantDefault({ default: fallback, written, type }: AnyVariable): { readonly value: unknown } | undefined {
  if (isDerived(fallback) || fallback === undefined) return undefined;
  const value: unknown = written === undefined ? fallback : parse(written);
  const read = type.schema.safeParse(value);
  return read.success && fingerprint(read.data) === fingerprint(fallback) ? { value } : undefined;
}
