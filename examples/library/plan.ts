/**
 * kmagic as a library: reads an inventory, asks its hosts, and prints what an apply would do. Run it with
 * `node examples/library/plan.ts inventory.yaml`; it writes nothing to any host.
 */
import {
  compile,
  connectionOf,
  connectionSettings,
  createSshConnect,
  gatherFacts,
  loadInventory,
  planRun,
  resolveVariables,
  type HostView,
} from '@kmagic/core';
import { apply, buildSpec, drivers, type HostInput } from '@kmagic/tasks';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: node examples/library/plan.ts INVENTORY');

const inventory = loadInventory({ files: [path], cwd: process.cwd() });
const variables = resolveVariables(inventory);
const names = inventory.hosts.map((host) => host.name);
const settings = new Map(names.map((name) => [name, connectionSettings(settingsOf(name))]));
const connect = createSshConnect(settings, { knownHosts: { file: `${inventory.baseDir}/.kmagic/known_hosts` } });
const signal = new AbortController().signal;

const facts = new Map(
  await Promise.all(names.map(async (name) => [name, await gatherFacts(await connect(name, signal), signal)] as const)),
);
const spec = buildSpec({ hosts: inventory.hosts.map(inputOf), referenced: referenced(), now: new Date() });
const hosts = spec.hosts.map((host): HostView => ({ name: host.name, groups: host.groups, facts: facts.get(host.name), reachable: true }));
const doors = drivers();
const { plan } = await planRun({
  graph: compile(apply, spec, hosts),
  connect,
  drivers: new Map(doors.map((driver) => [driver.name, driver])),
  emit: () => undefined,
  clock: Date.now,
  forks: 20,
  signal,
});
for (const row of plan.rows) process.stdout.write(`${row.host} ${row.role}: ${row.task} (${row.state})\n`);
process.stdout.write(`${plan.rows.length} to change, ${plan.unchanged} unchanged\n`);
await Promise.all(doors.map((driver) => driver.close()));
await Promise.all(names.map(async (name) => (await connect(name, signal)).close()));

function settingsOf(name: string): Parameters<typeof connectionSettings>[0] {
  const { via: _, bastion: __, ...plan } = connectionOf(name, variables);
  return plan;
}

function inputOf(host: (typeof inventory.hosts)[number]): HostInput {
  const own = [...variables.all(host.name)];
  return {
    name: host.name,
    groups: host.groups,
    variables: Object.fromEntries(own.map(([name, variable]) => [name, variable.value])),
    origins: Object.fromEntries(own.map(([name, { definition }]) => [name, definition.source])),
    facts: facts.get(host.name),
  };
}

/** Variables that only serve other variables' templates are the user's own. */
function referenced(): ReadonlySet<string> {
  return new Set(
    names.flatMap((host) => [...variables.all(host).keys()].flatMap((name) => variables.references(host, name).map((r) => r.name))),
  );
}
