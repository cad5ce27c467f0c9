import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { file } from '../kinds/file/file.ts';
import { planExitCode, refusalOf } from '../plan/plan.ts';
import { defineKind } from '../resource/kind.ts';
import { compile } from '../role/compile.ts';
import { sh } from '../shell/command.ts';
import { localHosts } from '../testing/local-hosts.ts';
import { me } from '../testing/me.ts';
import { oneRole } from '../testing/one-role.ts';
import { applyRun } from './apply-run.ts';
import { planRun } from './plan-run.ts';

/** Wants nothing, and bears no word but its own. */
const word = defineKind<{ readonly says: string }, { readonly only: string }, string>({
  name: 'word',
  owns: () => 'word',
  probe: ({ says }) => ({ key: says, ask: sh`echo ${says}`, parse: ({ stdout }) => stdout.trim() }),
  diff: ({ only }, seen) => {
    if (seen === only) return [];
    throw new KmagicError('refused', `says ${seen}, not ${only}`, { hint: 'say it again', endsRun: true });
  },
  steps: () => [],
});

it('what ends a run is all its plan says, and nothing is carried out on any host', async () => {
  const lab = localHosts(['a', 'b', 'c']);
  const path = (host: string): string => join(lab.root(host), 'file');
  const graph = compile(
    oneRole((task, { host }) => {
      task('Write', file({ path: path(host.name) }, { content: 'text', mode: '0644', ...me }));
      task('Listen', word({ says: host.name }, { only: 'c' }));
    }),
    undefined,
    lab.hosts,
  );
  const planned = await planRun(lab.context(graph));
  const { plan } = planned;
  expect(plan.rows.map((row) => row.id)).toEqual(['r/Listen@a', 'r/Listen@b']);
  expect(planExitCode(plan)).toBe(13);
  expect(refusalOf(plan)).toMatchObject({
    code: 'refused',
    message: 'a: says a, not c\nb: says b, not c',
    hint: 'say it again',
  });
  await expect(applyRun(lab.context(graph), planned)).rejects.toMatchObject({ code: 'refused' });
  expect(lab.hosts.filter(({ name }) => existsSync(path(name)))).toEqual([]);

  const alone = await planRun(lab.context(graph, { limit: new Set(['c']) }));
  expect(refusalOf(alone.plan)).toBeUndefined();
  await applyRun(lab.context(graph), alone);
  expect(lab.hosts.filter(({ name }) => existsSync(path(name))).map(({ name }) => name)).toEqual(['c']);
});
