// Compiles the packages into their dist/ folders, as they are published; the workspace itself runs from the sources.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root, runStep, say } from './bootstrap.mjs';

const dist = (name) => join(root, 'packages', name, 'dist');

bootstrap();
say('Compiling packages/{core,tasks,cli} into their dist/');
for (const name of ['core', 'tasks', 'cli']) rmSync(dist(name), { recursive: true, force: true });
const status = runStep('tsc', ['-b', 'tsconfig.build.json']);
if (status !== 0) process.exit(status);

say('Copying templates/ and the licence');
cpSync(join(root, 'templates'), join(dist('tasks'), 'templates'), { recursive: true });
for (const name of ['core', 'tasks', 'cli']) cpSync(join(root, 'LICENSE'), join(root, 'packages', name, 'LICENSE'));
