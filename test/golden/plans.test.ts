import { stripVTControlCharacters } from 'node:util';
import { planExitCode, planRun, type Plan } from '@kmagic/core';
import { apply, openCluster, readInventory } from '@kmagic/tasks';
import { describe, expect, it } from 'vitest';
import { planJson } from '../../packages/cli/src/renderers/plan-json.ts';
import { planText } from '../../packages/cli/src/renderers/plan-text.ts';
import { bareHost } from './bare-host.ts';
import { exampleFiles } from './examples.ts';

/** What an apply of an example would do to bare hosts. */
async function planOf(example: 'ha5' | 'single' | 'lab'): Promise<Plan> {
  const files = exampleFiles(example);
  const { variables } = readInventory(files);
  const connect = (host: string): ReturnType<typeof bareHost> => bareHost(host, String(variables.get(host, 'ip')?.value));
  await using cluster = await openCluster({ ...files, connect }, apply);
  return (await planRun(cluster.context())).plan;
}

describe('the plans of the examples for bare hosts', () => {
  for (const name of ['ha5', 'single', 'lab'] as const) {
    it(`${name} is as it was looked at last`, async () => {
      const plan = await planOf(name);
      expect(planExitCode(plan)).toBe(2);
      await expect(stripVTControlCharacters(planText(plan))).toMatchFileSnapshot(`./plans/${name}.txt`);
    });
  }

  it('single is so as JSON too, texts of files and objects included, and the same every time', async () => {
    const text = planJson(await planOf('single'));
    expect(planJson(await planOf('single'))).toBe(text);
    await expect(text).toMatchFileSnapshot('./plans/single.json');
  });
});
