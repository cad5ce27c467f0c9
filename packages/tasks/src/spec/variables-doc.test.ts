import { expect, it } from 'vitest';
import { allVariables } from './topics.ts';
import { variablesDoc } from './variables-doc.ts';

it('documents every variable once, with a sentence', () => {
  const doc = variablesDoc();
  for (const { variable } of allVariables) {
    expect(doc.split('\n').filter((line) => line.startsWith(`| \`${variable.name}\``)), variable.name).toHaveLength(1);
    expect(variable.about).toMatch(/^[A-Z`].*\.$|^[a-z]+ .*\.$/);
  }
});
