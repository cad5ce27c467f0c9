import { apply, readCluster } from '@kmagic/tasks';
import { describe, expect, it } from 'vitest';
import { sampleFacts } from '../../packages/tasks/src/spec/sample-spec.ts';
import { exampleFiles } from './examples.ts';

/** Every task of an example, in order, with what it waits for beside the order on its host; reached by nobody. */
async function tasksOf(example: 'ha5' | 'single'): Promise<string> {
  const { graph } = await readCluster(exampleFiles(example, sampleFacts), apply);
  const lines = graph.nodes.flatMap((node) => {
    const elsewhere = node.needs.filter((id) => !node.follows.includes(id));
    return [
      `${node.stage} | ${node.id}${node.section ? ` | rolling ${node.section.size}` : ''}`,
      ...elsewhere.map((id) => `    needs ${id}`),
    ];
  });
  return `${lines.join('\n')}\n`;
}

describe('the tasks of the examples', () => {
  for (const name of ['ha5', 'single'] as const) {
    it(`${name} is as it was looked at last`, async () => {
      const text = await tasksOf(name);
      expect(await tasksOf(name)).toBe(text);
      await expect(text).toMatchFileSnapshot(`./graphs/${name}.txt`);
    });
  }
});
