import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from '../case.ts';
import type { Outcome } from '../outcome.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What became of a case, or why nothing did. */
export type Answer = Outcome | { readonly failed: string; readonly said: readonly string[] };

/** What real Ansible makes of each case, by name. */
export function askAnsible(python: string, cases: readonly Case[]): Readonly<Record<string, Answer>> {
  const { HOME, PATH, LANG = 'C.UTF-8' } = process.env;
  const { status, stdout, stderr, error } = spawnSync(python, ['-s', join(here, 'oracle.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 1e9,
    cwd: tmpdir(),
    // Nothing of the person's own settings for Ansible; sets, which some filters make, in the same order every time.
    env: { HOME, PATH, LANG, ANSIBLE_CONFIG: join(here, 'ansible.cfg'), PYTHONHASHSEED: '0' },
  });
  if (status !== 0) throw new Error(`the oracle failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as Record<string, Answer>;
}
