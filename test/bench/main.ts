import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { labDown } from '../lab/lab.ts';
import { repositoryRoot } from '../lab/lab-home.ts';
import { benchLab, benchLabUp } from './bench-lab.ts';
import { withTables } from './docs-tables.ts';
import { benchInstall } from './install/install.ts';
import { benchInventory } from './inventory/inventory.ts';
import { benchNoop } from './noop.ts';
import { installMeasured } from './measured-kmagic.ts';
import { resultTables, type Section } from './result-tables.ts';
import { thisMachine, type Results } from './results.ts';
import { benchScale } from './scale/scale.ts';
import { benchSurvey } from './survey/survey.ts';

const usage = `pnpm bench [install] [noop] [scale] [survey] [inventory]   all where none is named; for all but inventory the lab "${benchLab}" is brought up
  --rounds N      installs by kubeadm script and by kmagic, each (2)
  --runs N        runs of the no-op apply and of the inventories (5)
  --sizes N,N     simulated hosts of the scale part (25,50,100,200)
  --out FILE      write everything measured as JSON
  --write-docs    replace the figures in docs/performance.md
  --keep-lab      leave the lab up`;

const sections: readonly Section[] = ['install', 'noop', 'scale', 'survey', 'inventory'];
const say = (line: string): void => console.error(line);

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  say(`bench: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '2' },
      runs: { type: 'string', default: '5' },
      sizes: { type: 'string', default: '25,50,100,200' },
      out: { type: 'string' },
      'write-docs': { type: 'boolean', default: false },
      'keep-lab': { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  const unknown = positionals.filter((word) => !sections.some((section) => section === word));
  if (values.help || unknown.length > 0) return (say(usage), values.help ? 0 : 1);
  const wanted = sections.filter((section) => positionals.length === 0 || positionals.includes(section));
  const amounts = { rounds: count(values.rounds), runs: count(values.runs), sizes: values.sizes.split(',').map(count) };
  const results = await measured(wanted, amounts).finally(async () => {
    if (!values['keep-lab'] && wanted.some(needsLab)) await labDown({ name: benchLab, say });
  });
  const tables = resultTables(results);
  for (const text of tables.values()) console.log(`${text}\n`);
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(results, undefined, 2)}\n`);
  if (values['write-docs']) {
    const path = join(repositoryRoot, 'docs/performance.md');
    await writeFile(path, withTables(await readFile(path, 'utf8'), tables));
  }
  return 0;
}

interface Amounts {
  readonly rounds: number;
  readonly runs: number;
  readonly sizes: readonly number[];
}

/** Measures part by part; the cluster the installs end with is the one the others look at. */
async function measured(wanted: readonly Section[], { rounds, runs, sizes }: Amounts): Promise<Results> {
  const machine = thisMachine();
  const has = (section: Section): boolean => wanted.includes(section);
  say('installing kmagic as it is published');
  await installMeasured();
  const inventory = has('inventory') ? { inventory: await benchInventory(runs) } : {};
  if (!wanted.some(needsLab)) return { machine, ...inventory };
  const lab = await benchLabUp(say);
  return {
    machine,
    ...inventory,
    ...(has('install') && { install: await benchInstall(lab, rounds, say) }),
    ...(has('noop') && { noop: await benchNoop(lab, runs) }),
    ...(has('scale') && { scale: await benchScale(lab, { sizes, runs: 3, say }) }),
    ...(has('survey') && { survey: await benchSurvey(lab, 20) }),
  };
}

function needsLab(section: Section): boolean {
  return section !== 'inventory';
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text}: a whole number from 1 up is wanted`);
  return value;
}
