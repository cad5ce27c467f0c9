// node test/conformance/oracle/main.ts [--update] [--seeds FROM-TO] [--report FILE] [CASE...]: compares what kmagic makes of inventories, those of
// the corpus and random ones, with what real Ansible makes of them. --update writes down what Ansible says of the corpus.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { expectedPath, readCases, type Case } from '../case.ts';
import { differences, type Difference } from '../differences.ts';
import { outcomeOf, type Outcome } from '../outcome.ts';
import { randomCases } from '../random/cases.ts';
import { askAnsible, type Answer } from './ask.ts';
import { NoAnsible, oraclePython } from './environment.ts';
import { vaultTroubles } from './vault-ways.ts';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean', default: false }, seeds: { type: 'string', default: '1-60' }, report: { type: 'string' } },
});

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof NoAnsible)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function main(): number {
  const python = oraclePython(say);
  const corpus = readCases().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const scratch = mkdtempSync(join(tmpdir(), 'kmagic-ansible-'));
  try {
    const random = wanted.length === 0 ? randomCases(scratch, seeds()) : [];
    const answers = askAnsible(python, [...corpus, ...random]);
    const failed = [
      compared('inventories of the corpus', corpus, (one) => [...troubleOf(one, answers[one.name]), ...kept(one, answers[one.name])]),
      compared('random inventories', random, (one) => troubleOf(one, answers[one.name])),
    ];
    if (wanted.length === 0) failed.push(vaultCompared(python, scratch));
    const failures = failed.reduce((sum, one) => sum + one, 0);
    writeReport(failures, corpus.length + random.length + (wanted.length === 0 ? 1 : 0) - failures);
    return failures === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Says whether encrypted texts arrive, both ways; 1 where one does not. */
function vaultCompared(python: string, scratch: string): number {
  const troubles = vaultTroubles(python, scratch);
  say(troubles.length === 0 ? 'ansible-vault reads what kmagic encrypts, and the other way round' : troubles.join('\n'));
  return Math.min(troubles.length, 1);
}

function seeds(): readonly number[] {
  const [from = 1, to = from] = options.seeds.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** Says what differs; the number of cases in which something does. */
function compared(what: string, cases: readonly Case[], troubles: (one: Case) => readonly string[]): number {
  if (cases.length === 0) return 0;
  const failed = cases.map(troubles).filter((lines) => lines.length > 0);
  for (const lines of failed) say(lines.join('\n'));
  say(`${cases.length - failed.length} of ${cases.length} ${what} come to the same in Ansible and kmagic`);
  return failed.length;
}

/** As vitest counts, so that the totals of a run count these too. */
function writeReport(failed: number, passed: number): void {
  const counted = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  if (options.report !== undefined) writeFileSync(options.report, JSON.stringify(counted));
}

function troubleOf(one: Case, answer: Answer | undefined): readonly string[] {
  if (answer === undefined) return [`${one.name}: the oracle gave no answer`];
  if ('failed' in answer) return [`${one.name}: Ansible cannot read it: ${answer.failed}`, ...answer.said.map((text) => `  ${text}`)];
  try {
    return differences(one.name, answer, outcomeOf(one)).flatMap((difference) => differenceLines(difference, answer));
  } catch (error) {
    return [`${one.name}: kmagic cannot read it: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function kept(one: Case, answer: Answer | undefined): readonly string[] {
  if (answer === undefined || 'failed' in answer) return [];
  const path = expectedPath(one);
  if (options.update) writeFileSync(path, `${JSON.stringify(answer, null, 2)}\n`);
  if (existsSync(path) && isDeepStrictEqual(JSON.parse(readFileSync(path, 'utf8')), answer)) return [];
  return [`${one.name}: expected.json does not say what Ansible says; pnpm test:ansible --update writes it anew`];
}

function differenceLines({ case: name, of, at, ansible, kmagic }: Difference, answer: Outcome): readonly string[] {
  const [host = '', variable = ''] = /^(.*)\.([^.]*)$/.exec(at)?.slice(1) ?? [];
  const { hostvars } = answer.list['_meta'] as { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  const written = of === 'value' ? hostvars[host]?.[variable] : undefined;
  return [
    `${name}: ${of} ${at}`,
    ...(written === undefined ? [] : [`  written: ${short(written)}`]),
    `  ansible: ${short(ansible)}`,
    `  kmagic:  ${short(kmagic)}`,
  ];
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
