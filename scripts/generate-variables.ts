import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { variablesDoc } from '../packages/tasks/src/spec/variables-doc.ts';

/** Writes docs/reference/variables.md. */
writeFileSync(fileURLToPath(new URL('../docs/reference/variables.md', import.meta.url)), variablesDoc());
