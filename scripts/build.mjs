// Builds the packages into their dist/ folders, as they are published; the workspace itself runs from the sources.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root, runStep, say } from './bootstrap.mjs';

const packages = ['core', 'tasks', 'cli'].map((name) => join(root, 'packages', name));

bootstrap();
say('Checking the packages and writing their types into dist/');
for (const home of packages) rmSync(join(home, 'dist'), { recursive: true, force: true });
const status = runStep('tsc', ['-b', 'tsconfig.build.json']);
if (status !== 0) process.exit(status);

say('Joining the modules of each package: a few files load in a fraction of the time of hundreds');
const { build } = await import('rolldown');
for (const home of packages) await joinModules(home);

say('Copying templates/, compiled beforehand, and the licence');
const templates = join(root, 'packages/tasks/dist/templates');
cpSync(join(root, 'templates'), templates, { recursive: true });
if (runStep('node', ['scripts/precompile-templates.ts', templates]) !== 0) process.exit(1);
for (const home of packages) cpSync(join(root, 'LICENSE'), join(home, 'LICENSE'));

/** Each file a package publishes, with the package's own modules it needs; what others publish is imported as before. */
async function joinModules(home) {
  const { bin, publishConfig } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const published = Object.values(publishConfig.exports).map((entry) => entry.default);
  const files = [...published, ...(bin ? ['./dist/main.js'] : [])].map((file) => file.replace(/^\.\/dist\/|\.js$/g, ''));
  await build({
    input: Object.fromEntries(files.map((file) => [file, join(home, 'src', `${file.replace(/^packages\/\w+\/src\//, '')}.ts`)])),
    external: /^[^./]/,
    platform: 'node',
    logLevel: 'warn',
    output: { dir: join(home, 'dist'), format: 'esm' },
  });
}
