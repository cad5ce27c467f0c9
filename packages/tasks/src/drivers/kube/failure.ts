import { KmagicError } from '@kmagic/core';
import { ApiRefused } from './kube-api.ts';

/** Whether trying again may help: nothing answered, or the server said "not now". */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiRefused) return [404, 409, 429].includes(error.status) || error.status >= 500;
  return !(error instanceof KmagicError && ['bug', 'interrupted', 'refused', 'unsupported'].includes(error.code));
}

/** Whether no API server answered at all, or one that is not up yet. */
export function isDown(error: unknown): boolean {
  return error instanceof ApiRefused ? error.status === 429 || error.status >= 500 : isTransient(error);
}

/** The innermost reason, in one line: fetch wraps what happened. An error of kmagic's own has the words already, and what to do. */
export function reasonOf(error: unknown): string {
  let inner = error;
  while (!(inner instanceof KmagicError) && inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof KmagicError && inner.hint !== undefined) return `${inner.message.split('\n')[0]!}; ${inner.hint}`;
  return (inner instanceof Error ? inner.message || inner.name : String(inner)).split('\n')[0]!;
}
