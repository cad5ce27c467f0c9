import { expect, it } from 'vitest';
import type { KmagicError } from '../errors/kmagic-error.ts';
import { ready, type ReadySubject } from '../kinds/ready/ready.ts';
import { compile } from '../role/compile.ts';
import { sh } from '../shell/command.ts';
import { localHosts } from '../testing/local-hosts.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';

/** The error of waiting for something that never becomes ready. */
async function waitInVain(subject: ReadySubject): Promise<KmagicError> {
  const operation = oneRole((task) => void task('Wait', ready(subject, { what: 'x is up', timeoutMs: 1, everyMs: 1 })));
  const lab = localHosts(['a']);
  const context = lab.context(compile(operation, undefined, lab.hosts));
  const { outcomes } = await planAndApply(context);
  const [outcome] = [...outcomes.values()];
  if (outcome?.state !== 'failed') throw new Error('it became ready');
  return outcome.error;
}

it('a wait in vain shows what the kind says to look at, and what to do', async () => {
  const trouble = { look: sh`echo panic: no quorum; echo more >&2`, hint: 'read its journal' };
  expect(await waitInVain({ name: 'x', ask: sh`exit 1`, trouble })).toMatchObject({
    code: 'timeout',
    message: 'r/Wait@a waited 0 s for x is up, in vain',
    hint: 'read its journal',
    output: 'panic: no quorum\nmore',
  });
});

it('else what the question itself printed last, and where to look', async () => {
  const error = await waitInVain({ name: 'x', ask: sh`echo connection refused >&2; exit 7` });
  expect(error).toMatchObject({ output: 'connection refused', hint: expect.stringContaining('the journal of a') as string });
});
