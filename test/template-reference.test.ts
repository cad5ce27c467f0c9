import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filters } from '../packages/core/src/vars/evaluator/filters/filters.ts';
import { filterRefusals } from '../packages/core/src/vars/evaluator/filters/refused.ts';
import { lookups } from '../packages/core/src/vars/evaluator/language/lookups.ts';
import { lookupRefusals } from '../packages/core/src/vars/evaluator/language/refused-lookups.ts';
import { testRefusals } from '../packages/core/src/vars/evaluator/tests/refused-tests.ts';
import { valueTests } from '../packages/core/src/vars/evaluator/tests/value-tests.ts';

const page = readFileSync(new URL('../docs/reference/templates.md', import.meta.url), 'utf8');

/** The rows of the tables under a heading: what stands in backticks, and the other cell. */
function rows(heading: string): readonly { readonly names: readonly string[]; readonly other: string }[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
    .map(([left = '', right = '']) => {
      const cells = right.startsWith('`') ? [right, left] : [left, right];
      return { names: [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name), other: cells[1] ?? '' };
    })
    .filter(({ names }) => names.length > 0);
}

const namesUnder = (heading: string) => rows(heading).flatMap(({ names }) => names);

describe('docs/reference/templates.md', () => {
  it.each([
    ['Filters', filters, filterRefusals],
    ['Tests', valueTests, testRefusals],
    ['Lookups', lookups, lookupRefusals],
  ] as const)('lists the %s there are, each once', (heading, table, refusals) => {
    const supported = Object.keys(table).filter((name) => !Object.hasOwn(refusals, name));
    expect(namesUnder(heading).toSorted()).toEqual(supported.toSorted());
  });

  it('gives what is refused with the reasons that errors give', () => {
    const listed = rows('Refused').flatMap(({ names, other }) => names.map((name) => `${name}: ${other}`));
    const refused = [filterRefusals, testRefusals, lookupRefusals].flatMap((refusals) =>
      Object.entries(refusals).map(([name, why]) => `${name}: ${why}`),
    );
    expect(listed.toSorted()).toEqual(refused.toSorted());
  });
});
