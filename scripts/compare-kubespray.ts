import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownByName, removedByName, renamedByName } from '../packages/tasks/src/spec/kubespray/known-variables.ts';
import { variablesByName } from '../packages/tasks/src/spec/topics.ts';

/**
 * For maintainers: what the catalog lacks of a checkout of kubespray, and what it has that the checkout does not speak of.
 * `node scripts/compare-kubespray.ts DIR`; exit code 1 where something is lacking.
 */
const [dir] = process.argv.slice(2);
if (dir === undefined) throw new TypeError('usage: node scripts/compare-kubespray.ts DIR, a checkout of kubespray');

const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: dir, exclude: (path) => path.includes('molecule') }).sort();
const read = (file: string): string => readFileSync(join(dir, file), 'utf8');

/** Top-level keys; those of a sample are often commented out. A comment that goes on as an address is none. */
const keys = (text: string, commented: boolean): readonly string[] =>
  [...text.matchAll(commented ? /^(?:# ?)?([a-z_]\w*):(?!\/\/)(?: (?!https?:\/\/docs).*)?$/gm : /^([A-Za-z_]\w*):/gm)].map(
    ([, key = '']) => key,
  );

const declared = new Map<string, string>();
for (const file of files('roles/**/{defaults,vars}/**/*.{yml,yaml}')) for (const key of keys(read(file), false)) declared.set(key, file);
for (const file of files('inventory/sample/group_vars/**/*.yml')) for (const key of keys(read(file), true)) declared.set(key, file);

const spoken = new Set(
  files('{roles,playbooks,inventory/sample}/**/*.{yml,yaml,j2,toml,conf,sh,md}').flatMap((file) => read(file).match(/\w+/g) ?? []),
);
const has = (name: string): boolean =>
  knownByName.has(name) || variablesByName.has(name) || removedByName.has(name) || renamedByName.has(name) || name.startsWith('ansible_');

const lacking = [...declared].filter(([name]) => !has(name));
const strange = [...variablesByName.values()]
  .flatMap(({ variable }) => (variable.ours ? [] : [variable.name]))
  .concat([...knownByName.keys()]);

console.log(`${declared.size} variables of kubespray, ${lacking.length} of them lacking`);
for (const [name, file] of lacking) console.log(`  ${name} (${file})`);
console.log('in the catalog, and not in kubespray:');
for (const name of strange.filter((one) => !spoken.has(one))) console.log(`  ${name}`);
process.exitCode = lacking.length === 0 ? 0 : 1;
