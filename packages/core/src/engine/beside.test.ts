import { expect, it } from 'vitest';
import type { GraphNode } from '../graph/graph.ts';
import { Beside } from './beside.ts';

it('two at a time have their turn, in order, and each knows who comes after it', async () => {
  const beside = new Beside();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => {
    const node = { id } as GraphNode;
    return beside.run(node, async (follows) => {
      log.push(`${id} before ${follows?.id ?? 'nobody'}`);
      await new Promise<void>((resolve) => ends.set(id, resolve));
    });
  });
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await expect.poll(() => ends.has(id)).toBe(true);
    ends.get(id)?.();
  }
  await Promise.all(all);
  expect(log).toEqual(['a before c', 'b before d', 'c before e', 'd before nobody', 'e before nobody']);
});
