/**
 * kmagic as a library: opens the cluster of an inventory and prints what an apply would do. Run it with
 * `node examples/library/plan.ts inventory.yaml` (Node 24); it writes nothing to any host.
 */
import { planRun } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';

await using cluster = await openCluster({ inventories: process.argv.slice(2), clock: Date.now }, apply);
const { plan } = await planRun(cluster.context());

for (const { host, role, task, state } of plan.rows) console.log(`${host} ${role}: ${task} (${state})`);
console.log(`${plan.rows.length} to change, ${plan.unchanged} unchanged`);
