import { loadInventory, resolveVariables } from '@kmagic/core';

/** Loads the inventory it is given and evaluates every variable of every host; prints what that took as JSON. */
const [inventory = ''] = process.argv.slice(2);
const start = performance.now();
const loaded = loadInventory({ files: [inventory], cwd: process.cwd() });
const between = performance.now();
const variables = resolveVariables(loaded);
let values = 0;
for (const { name } of loaded.hosts) for (const variable of variables.all(name).values()) values += variable.value === undefined ? 0 : 1;
const end = performance.now();
const peakRssMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ hosts: loaded.hosts.length, values, loadMs: between - start, evaluateMs: end - between, peakRssMiB }));
