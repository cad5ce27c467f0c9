// node scripts/test.mjs [all | checks | unit | ansible | lab | crash] [arguments for vitest, or for the comparison with Ansible]
// Every step says what it is before it starts; all run, and the last lines name those that failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, runStep, say } from './bootstrap.mjs';
import { noteFailure, readTotals, totalsLine } from './totals.mjs';

const [which = 'all', ...further] = process.argv.slice(2);
const kept = process.env.KMAGIC_TEST_REPORTS;
const reports = kept ?? mkdtempSync(join(tmpdir(), 'kmagic-test-'));

const vitest = (project, args = []) => [
  'vitest',
  [
    'run',
    '--project',
    project,
    '--reporter',
    'default',
    '--reporter',
    'json',
    `--outputFile.json=${join(reports, `${project}.json`)}`,
    ...args,
    ...further,
  ],
];

const checks = [
  { step: 'format', what: 'Format', run: ['prettier', ['--check', '--log-level', 'warn', '.']] },
  { step: 'lint', what: 'Lint', run: ['eslint', ['.', '--max-warnings', '0']] },
  { step: 'types', what: 'Types', run: ['tsc', ['-p', 'tsconfig.json']] },
  { step: 'dead-code', what: 'Dead code', run: ['knip', []] },
  { step: 'generated', what: 'Generated documents are current', run: ['node', ['scripts/check-generated.mjs']] },
];
const unit = { step: 'unit', what: 'Unit tests (no root, no network)', run: vitest('unit') };
// Needs Python and, the first time, PyPI; without them it fails, so that nobody takes inventories for compared.
const ansible = {
  step: 'ansible',
  what: 'Inventories as real Ansible reads them (ansible-core in a virtual environment, made once)',
  run: ['node', ['test/conformance/oracle/main.ts', '--report', join(reports, 'ansible.json'), ...(which === 'ansible' ? further : [])]],
};
// Drivers are tested against the real etcd and API server, which are among the lab's artifacts.
const artifacts = {
  step: 'artifacts',
  what: 'Artifacts for the lab (built or downloaded once, then cached)',
  run: ['node', ['test/lab/main.ts', 'artifacts']],
};
const lab = { step: 'lab', what: 'Lab tests (real hosts and programs on this machine)', run: vitest('lab') };
const crash = {
  step: 'lab',
  what: 'kill -9 at twenty random moments of an install',
  run: vitest('lab', ['test/e2e/single.test.ts', '-t', 'killed at any moment']),
  env: { KMAGIC_CRASH_RUNS: process.env.KMAGIC_CRASH_RUNS ?? '20' },
};

const onLab = process.getuid?.() === 0 ? [artifacts, lab] : [lab];
const plans = { all: [...checks, unit, ansible, ...onLab], checks, unit: [unit], ansible: [ansible], lab: onLab, crash: [crash] };
const steps = plans[which];
if (steps === undefined) {
  process.stderr.write(`${which} is not a set of tests; there are ${Object.keys(plans).join(', ')}\n`);
  process.exit(3);
}

bootstrap();
const failed = [];
for (const { step, what, run, env } of steps) {
  say(what);
  if (runStep(run[0], run[1], env) === 0) continue;
  failed.push(what);
  noteFailure(reports, step);
}
const totals = readTotals(reports);
if (kept === undefined) {
  rmSync(reports, { recursive: true });
  if (totals) say(totalsLine(totals));
}
if (failed.length > 0) {
  say(`Failed: ${failed.join('; ')}`);
  process.exitCode = 1;
}
