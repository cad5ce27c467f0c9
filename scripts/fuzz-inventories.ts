import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { attempt, type Attempt } from '../test/conformance/fuzz/attempt.ts';
import type { FuzzInput } from '../test/conformance/fuzz/fuzz-input.ts';
import { inputsBySeed } from '../test/conformance/fuzz/rounds.ts';
import { shrunk } from '../test/conformance/fuzz/shrink.ts';

/**
 * Breaks inventories at random places for a long time: `node scripts/fuzz-inventories.ts --seed N --rounds N`. Prints each input that
 * comes to something else than values and errors of ours, made as small as it can be, and fails where there was one. An input that
 * takes longer than `--seconds` counts as one without an end.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
  },
});

/** Which rounds a worker still has to do. */
interface Rounds {
  readonly from: number;
  readonly to: number;
}

/** What a worker says: which round it begins, or what one came to. */
type Said = { readonly begins: number } | { readonly failed: number; readonly report: string };

if (isMainThread) process.exitCode = (await supervise()) === 0 ? 0 : 1;
else work(workerData as Rounds);

/** Runs the rounds in a worker, which is ended and begun anew behind a round that takes too long; gives how many failed. */
async function supervise(): Promise<number> {
  const first = Number(values.seed);
  const behind = first + Number(values.rounds);
  let failures = 0;
  for (let from = first; from < behind;) {
    const stuck = await watched({ from, to: behind }, (report) => {
      failures += 1;
      console.log(report);
    });
    if (stuck === undefined) break;
    failures += 1;
    console.log(`seed ${stuck}: no end within ${values.seconds} s\n${shownInput(inputsBySeed()(stuck))}`);
    from = stuck + 1;
  }
  console.log(`${values.rounds} inventories from seed ${first} on: ${failures} failed`);
  return failures;
}

/** The round a worker did not come back from, or undefined where it did all of them. */
function watched(rounds: Rounds, report: (text: string) => void): Promise<number | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: rounds, argv: process.argv.slice(2) });
    let round = rounds.from;
    const end = (stuck: number | undefined): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(stuck);
    };
    let timer = setTimeout(() => end(round), Number(values.seconds) * 1000);
    worker.on('message', (said: Said) => {
      if ('report' in said) {
        report(said.report);
        return;
      }
      round = said.begins;
      clearTimeout(timer);
      timer = setTimeout(() => end(round), Number(values.seconds) * 1000);
    });
    // It ran out of memory, say.
    worker.on('error', (error: Error) => {
      report(`seed ${round}: ${error.message}`);
      end(round);
    });
    worker.on('exit', () => end(undefined));
  });
}

function work({ from, to }: Rounds): void {
  const say = (said: Said): void => parentPort?.postMessage(said);
  const inputOf = inputsBySeed();
  for (let seed = from; seed < to; seed += 1) {
    say({ begins: seed });
    const input = inputOf(seed);
    const came = attempt(input, 'validated');
    if (came === 'fine') continue;
    const smallest = shrunk(input, (smaller) => isSame(attempt(smaller, 'validated'), came));
    say({ failed: seed, report: `seed ${seed}: ${came.where}: ${textOf(came)}\n${shownInput(smallest)}` });
  }
}

/** Whether both fail at the same place of the code. */
function isSame(one: Attempt, other: Attempt): boolean {
  return one !== 'fine' && other !== 'fine' && textOf(one) === textOf(other);
}

function textOf(came: Exclude<Attempt, 'fine'>): string {
  const { thrown } = came;
  if (!(thrown instanceof Error)) return String(thrown);
  const at = (thrown.stack ?? '').split('\n').find((line) => line.includes('/packages/')) ?? '';
  return `${thrown.message.split('\n')[0] ?? ''}${at.replace(/^\s*at /, ' at ')}`;
}

function shownInput({ files, inventories, extraVars }: FuzzInput): string {
  const texts = Object.entries(files).map(([path, text]) => `--- ${path}\n${JSON.stringify(text)}`);
  return [`-i ${inventories.join(' -i ')}`, ...extraVars.map((one) => `-e ${JSON.stringify(one)}`), ...texts].join('\n');
}
