import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { startKmagic } from './run-kmagic.ts';

/** About how many things an install of one host changes. */
const changesOfAnInstall = 90;
const changed = /changed node1 /g;

export interface Crashes {
  readonly inventory: string;
  /** How often kmagic is killed on the way through one install. */
  readonly kills: number;
  say(text: string): void;
}

/** Runs an install that is killed and run again so often; each kill falls at a random moment of an equal share of the whole. */
export async function killOnTheWay({ inventory, kills, say }: Crashes): Promise<void> {
  let done = 0;
  for (let nth = 0; nth < kills; nth += 1) {
    const change = Math.max(1, Math.floor(((nth + Math.random()) * changesOfAnInstall) / kills) - done);
    const thenMs = Math.floor(Math.random() * 1500);
    const run = startKmagic(['apply', '--yes', inventory]);
    await run.said(changed, change);
    await pause(thenMs);
    run.send('SIGKILL');
    const { code, stdout, stderr } = await run.ended;
    done += [...stderr.matchAll(changed)].length;
    const last = stderr.trimEnd().split('\n').at(-1) ?? '';
    say(`kill -9 of kmagic ${thenMs} ms after change ${change} of its run, ${done} of the install; its last words: ${last}`);
    // It may have been through before its time came.
    expect([null, 0], stdout + stderr).toContain(code);
  }
}
