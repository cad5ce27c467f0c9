// node scripts/totals.mjs DIRECTORY: one line with the totals of vitest's JSON reports in it; no report is one failure.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Makes a failed step count: as one failed test, unless the step's own report names failed tests already. */
export function noteFailure(directory, step) {
  const path = join(directory, `${step}.json`);
  if (existsSync(path)) {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    if (report.numFailedTests + notLoaded(report) > 0) return;
  }
  const failed = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  writeFileSync(join(directory, `${step}-failed.json`), JSON.stringify(failed));
}

/** The line a run ends with. */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function notLoaded(report) {
  return report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${totalsLine(readTotals(process.argv[2]) ?? { passed: 0, failed: 1, skipped: 0 })}\n`);
}
