import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../kinds/command/command.ts';
import type { Graph } from '../graph/graph.ts';
import { compile } from '../role/compile.ts';
import { defineRole } from '../role/role.ts';
import { sh } from '../shell/command.ts';
import { localHosts, type LocalHosts } from '../testing/local-hosts.ts';
import { applyRun } from './apply-run.ts';
import { planRun } from './plan-run.ts';
import type { Holder } from './run-context.ts';

const holder = (run: string, over: readonly string[] = []): Holder => ({ run, who: `run ${run}`, isOver: (other) => over.includes(other) });

/** Of two runs the second learns at once that it has to wait. */
const lockPace = { patience: 0.2, watch: 0.05 };

/** On every host a task that is under way until there is a file `go`, and leaves a file `done`. */
function slow(lab: LocalHosts): Graph {
  const role = defineRole({
    name: 'r',
    about: 'a role',
    vars: () => undefined,
    recipe(task, { host }) {
      const root = lab.root(host.name);
      task(
        'Do it',
        command(
          { name: 'it', probe: sh`[ -f ${root}/done ]` },
          { run: sh`touch ${root}/begun; while [ ! -f ${root}/go ]; do sleep 0.1; done; touch ${root}/done`, done: 'it is done' },
        ),
      );
    },
  });
  const stages = () => [{ name: 's', about: 'a stage', hosts: () => lab.hosts, roles: [role] }];
  return compile({ name: 'test', about: 'a test', stages }, undefined, lab.hosts);
}

const begun = async (lab: LocalHosts, host: string): Promise<void> => {
  await expect.poll(() => existsSync(join(lab.root(host), 'begun')), { timeout: 20_000 }).toBe(true);
};

describe('the lock of a host', () => {
  it('lets one run act at a time, names it to the other, and is let go in the end', async () => {
    const lab = localHosts(['a', 'b']);
    const graph = slow(lab);
    const one = lab.context(graph, { holder: holder('one') });
    const running = applyRun(one, await planRun(one));
    await begun(lab, 'a');
    const other = lab.controller();
    const two = other.context(graph, { holder: holder('two'), lockPace });
    await expect(planRun(two).then((planned) => applyRun(two, planned))).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringMatching(/^a is locked: run one has been at work there since \d{4}-/) as string,
      hint: expect.stringMatching(/kill -- -\d+$/) as string,
    });
    for (const host of ['a', 'b']) writeFileSync(join(lab.root(host), 'go'), '');
    expect((await running).counts).toMatchObject({ changed: 2 });
    expect((await planRun(two)).plan.rows).toEqual([]);
  });

  it('a run that is over is waited for as long as its last step is under way, and what it did is not done again', async () => {
    const lab = localHosts(['a']);
    const graph = slow(lab);
    const one = lab.context(graph, { holder: holder('one') });
    const cutOff = applyRun(one, await planRun(one));
    await begun(lab, 'a');
    await lab.hangUp();
    const two = lab.context(graph, { holder: holder('two', ['one']), lockPace });
    const running = planRun(two).then((planned) => applyRun(two, planned));
    await expect.poll(() => two.events.find((e) => e.type === 'waiting'), { timeout: 20_000 }).toMatchObject({ host: 'a' });
    writeFileSync(join(lab.root('a'), 'go'), '');
    expect((await running).counts).toEqual({ unchanged: 1, changed: 0, failed: 0, blocked: 0 });
    await cutOff;
  });

  it('a plan is stale once another run has acted since it was made', async () => {
    const lab = localHosts(['a']);
    const graph = slow(lab);
    writeFileSync(join(lab.root('a'), 'go'), '');
    const one = lab.context(graph, { holder: holder('one') });
    const two = lab.context(graph, { holder: holder('two') });
    const planned = await planRun(two);
    await applyRun(one, await planRun(one));
    await expect(applyRun(two, planned)).rejects.toMatchObject({
      code: 'stalePlan',
      message: expect.stringContaining('run one') as string,
    });
  });

  it('costs nothing where there is nothing to do', async () => {
    const lab = localHosts(['a']);
    const graph = slow(lab);
    writeFileSync(join(lab.root('a'), 'go'), '');
    await applyRun(lab.context(graph), await planRun(lab.context(graph)));
    const before = lab.scripts('a');
    await applyRun(lab.context(graph), await planRun(lab.context(graph)));
    expect(lab.scripts('a') - before).toBe(1);
  });
});
