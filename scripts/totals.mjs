// node scripts/totals.mjs DIRECTORY: one line with the totals of vitest's JSON reports in it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The sums over every vitest report of a directory; undefined where there is none. A test file that did not load counts as one failed test. */
export function readTotals(directory) {
  const reports = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
  if (reports.length === 0) return undefined;
  const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
  return {
    passed: sum((r) => r.numPassedTests),
    failed: sum((r) => r.numFailedTests + notLoaded(r)),
    skipped: sum((r) => r.numPendingTests + r.numTodoTests),
  };
}

export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function notLoaded(report) {
  return report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${totalsLine(readTotals(process.argv[2]) ?? { passed: 0, failed: 0, skipped: 0 })}\n`);
}
