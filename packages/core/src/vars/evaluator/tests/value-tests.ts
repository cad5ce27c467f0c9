import type { Callable } from '../call.ts';
import { comparisonTests } from './comparison-tests.ts';
import { ipTests } from './ip-tests.ts';
import { refusedTests } from './refused-tests.ts';
import { resultTests } from './result-tests.ts';
import { textTests } from './text-tests.ts';
import { typeTests } from './type-tests.ts';

/** What can stand behind `is`; each gives a boolean. */
export const valueTests: Readonly<Record<string, Callable>> = {
  ...comparisonTests,
  ...ipTests,
  ...refusedTests,
  ...resultTests,
  ...textTests,
  ...typeTests,
};

/** The tests that may be given a variable that does not exist. */
export const testsAcceptMissing: ReadonlySet<string> = new Set(['defined', 'undefined']);
