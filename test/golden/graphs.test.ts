import { compile, loadInventory, type HostView } from '@kmagic/core';
import { apply, buildSpec } from '@kmagic/tasks';
import { describe, expect, it } from 'vitest';
import { specSource } from '../../packages/cli/src/spec-input.ts';
import { sampleFacts } from '../../packages/tasks/src/spec/sample-spec.ts';

const now = new Date('2026-06-01T00:00:00Z');

/** Every task of an example, in order, with what it waits for beside the order on its host; reached by nobody. */
function tasksOf(example: string): string {
  const inventory = loadInventory({ files: [example], cwd: process.cwd() });
  const facts = new Map(inventory.hosts.map((h) => [h.name, sampleFacts]));
  const spec = buildSpec(specSource(inventory, facts, now).input);
  const hosts = spec.hosts.map((h): HostView => ({ name: h.name, groups: h.groups, facts: sampleFacts, reachable: true }));
  const graph = compile(apply, spec, hosts);
  const lines = graph.nodes.flatMap((node) => {
    const elsewhere = node.needs.filter((id) => !node.follows.includes(id));
    return [`${node.stage} | ${node.id}${node.section ? ` | rolling ${node.section.size}` : ''}`, ...elsewhere.map((id) => `    needs ${id}`)];
  });
  return `${lines.join('\n')}\n`;
}

describe('the tasks of the examples', () => {
  for (const [name, path] of [
    ['ha5', 'examples/ha5/inventory.ini'],
    ['single', 'examples/single/inventory.yaml'],
  ] as const) {
    it(`${name} is as it was looked at last`, async () => {
      const text = tasksOf(path);
      expect(tasksOf(path)).toBe(text);
      await expect(text).toMatchFileSnapshot(`./plans/${name}.txt`);
    });
  }
});
