// Generates docs/reference again and fails where it was not what the sources say; what is new stays, to be committed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runStep } from './bootstrap.mjs';

const directory = join(root, 'docs', 'reference');
const texts = () => new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));

const before = texts();
const status = runStep('node', ['scripts/generate-variables.ts']);
if (status !== 0) process.exit(status);
const stale = [...texts()].filter(([name, text]) => before.get(name) !== text).map(([name]) => `docs/reference/${name}`);
if (stale.length > 0) {
  process.stderr.write(`${stale.join(', ')} did not say what the sources say; it does now: commit it\n`);
  process.exit(1);
}
