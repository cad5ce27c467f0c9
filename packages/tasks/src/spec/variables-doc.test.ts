import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knownByName, removedByName, renamedByName } from './kubespray/known-variables.ts';
import { allVariables } from './topics.ts';
import { variablesDoc } from './variables-doc.ts';

it('documents every variable once, with a sentence', () => {
  const documented = variablesDoc().matchAll(/^\| `(\w+)`/gm);
  const names = [
    ...allVariables.map(({ variable }) => variable.name),
    ...knownByName.keys(),
    ...renamedByName.keys(),
    ...removedByName.keys(),
  ];
  expect([...documented].map(([, name]) => name).sort()).toEqual(names.sort());
  for (const { variable } of allVariables) expect(variable.about).toMatch(/^\S.*\.$/);
});

it('is what docs/reference/variables.md holds (`npm run variables` writes it)', () => {
  const page = readFileSync(new URL('../../../../docs/reference/variables.md', import.meta.url), 'utf8');
  expect(page).toBe(variablesDoc());
});
