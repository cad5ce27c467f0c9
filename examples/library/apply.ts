/**
 * kmagic as a library: plans, carries the plan out, and says what failed. Run it with
 * `node examples/library/apply.ts inventory.yaml` (Node 24).
 */
import { applyRun, planRun, type Event } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';

await using cluster = await openCluster({ inventories: process.argv.slice(2), clock: Date.now }, apply);
const context = cluster.context({ emit: show });
const { counts } = await applyRun(context, await planRun(context));

console.log(`${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function show(event: Event): void {
  if (event.type === 'nodeFinished' && event.outcome === 'changed') console.log(`${event.node.host}: ${event.node.task}`);
  if (event.type === 'nodeFailed') console.log(`${event.error.message}\n  ${event.error.hint ?? ''}`);
}
