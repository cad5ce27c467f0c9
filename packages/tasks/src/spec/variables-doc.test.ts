import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allVariables } from './topics.ts';
import { variablesDoc } from './variables-doc.ts';

it('documents every variable once, with a sentence', () => {
  const lines = variablesDoc().split('\n');
  for (const { variable } of allVariables) {
    expect(
      lines.filter((line) => line.startsWith(`| \`${variable.name}\``)),
      variable.name,
    ).toHaveLength(1);
    expect(variable.about).toMatch(/^\S.*\.$/);
  }
});

it('is what docs/reference/variables.md holds (`npm run variables` writes it)', () => {
  const page = readFileSync(new URL('../../../../docs/reference/variables.md', import.meta.url), 'utf8');
  expect(page).toBe(variablesDoc());
});
