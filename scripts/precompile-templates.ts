// Compiles every template of a directory: NAME.hbs.cjs beside NAME.hbs, which needs no compiler where it is rendered.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { precompileTemplate } from '../packages/core/src/kinds/template/render-template.ts';

const [directory = '.'] = process.argv.slice(2);
for (const name of globSync('**/*.hbs', { cwd: directory })) {
  const file = join(directory, name);
  writeFileSync(`${file}.cjs`, `module.exports = ${precompileTemplate(readFileSync(file, 'utf8'))};\n`);
}
