import { join } from 'node:path';
import { expect, it } from 'vitest';
import { command } from '../kinds/command/command.ts';
import { ready } from '../kinds/ready/ready.ts';
import type { Driver } from '../observe/probe.ts';
import { compile } from '../role/compile.ts';
import { sh } from '../shell/command.ts';
import { localHosts } from '../testing/local-hosts.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';

/** Says one text after another, as long as they last; then the last. 'so' is no error. */
function sayer(texts: readonly string[]): Driver {
  let asked = 0;
  return {
    name: 'sayer',
    ask: () => {
      const said = texts[Math.min(asked, texts.length - 1)]!;
      asked += 1;
      return Promise.resolve([said === 'so' ? { code: 0, stdout: '', stderr: '' } : { code: 1, stdout: '', stderr: said }]);
    },
    act: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** The outcome of waiting for a roll whose driver says this, patient for four times of asking, and what people were told. */
async function waitFor(texts: readonly string[]): Promise<{ readonly outcome: unknown; readonly told: readonly string[] }> {
  const subject = { name: 'roll', ask: { driver: 'sayer', question: {} }, trouble: { hint: 'look at its pods' } };
  const operation = oneRole((task) => void task('Wait', ready(subject, { what: 'it has rolled', timeoutMs: 3, everyMs: 1 })));
  const lab = localHosts(['a']);
  const context = lab.context(compile(operation, undefined, lab.hosts), { drivers: new Map([['sayer', sayer(texts)]]) });
  const { outcomes } = await planAndApply(context);
  return {
    outcome: [...outcomes.values()][0],
    told: context.events.flatMap((e) => (e.type === 'nodeWaiting' ? [e.what] : [])),
  };
}

const survey = 'asked by the plan';

it('a wait goes on as long as it comes further, and says how far', async () => {
  const slow = ['', '0 of 3', '0 of 3', '0 of 3', '1 of 3', '1 of 3', '1 of 3', '2 of 3', '2 of 3', '2 of 3', 'so'];
  expect(await waitFor([survey, ...slow])).toEqual({
    outcome: { state: 'changed' },
    told: ['it has rolled', 'it has rolled: 0 of 3', 'it has rolled: 1 of 3', 'it has rolled: 2 of 3'],
  });
});

it('what goes to and fro gets nowhere: the wait ends, and says how far it came', async () => {
  const { outcome } = await waitFor([survey, ...Array.from({ length: 50 }, (_, i) => `${i % 2} of 3`), 'so']);
  expect(outcome).toMatchObject({
    state: 'failed',
    error: { code: 'timeout', message: 'r/Wait@a waited 0 s for it has rolled, in vain: 1 of 3', hint: 'look at its pods' },
  });
});

it('what is undone before it is asked for again is waited for again', async () => {
  const { outcome, told } = await waitFor([survey, 'so', '3 of 5', '4 of 5', 'so', 'so']);
  expect([outcome, told]).toEqual([{ state: 'changed' }, ['it has rolled', 'it has rolled', 'it has rolled: 4 of 5']]);
});

it('what never stays so for long enough to be asked twice is a failure in the end', async () => {
  const { outcome } = await waitFor([survey, ...Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 'so' : '4 of 5'))]);
  expect(outcome).toMatchObject({
    state: 'failed',
    error: { code: 'notConverged', message: 'r/Wait@a was carried out without an error, yet still differs: wait until it has rolled' },
  });
});

it('waits beside the lane of a host keep no work there from its turn', async () => {
  const lab = localHosts(['a']);
  const at = (name: string): string => join(lab.root('a'), name);
  const until = { what: 'the work is done', timeoutMs: 600_000, everyMs: 5 };
  const operation = oneRole((task) => {
    for (const name of ['1', '2', '3'])
      task.meanwhile(() => void task(`Wait ${name}`, ready({ name, ask: sh`[ -f ${at('done')} ]` }, until)));
    task.meanwhile(
      () =>
        void task('Work', command({ name: 'work', probe: sh`[ -f ${at('done')} ]` }, { run: sh`: > ${at('done')}`, done: 'it is done' })),
    );
  });
  const { counts } = await planAndApply(lab.context(compile(operation, undefined, lab.hosts)));
  expect(counts).toEqual({ unchanged: 0, changed: 4, failed: 0, blocked: 0 });
});
