import { asKmagicError } from '@kmagic/core';

/** What is worked out, or undefined where it needs facts nobody knows yet. */
export function unlessWaiting<T>(work: () => T): { readonly value: T } | undefined {
  try {
    return { value: work() };
  } catch (thrown) {
    if (asKmagicError(thrown).code !== 'needsFacts') throw thrown;
    return undefined;
  }
}
