import type { Chance } from './chance.ts';

/** What sort of value a variable or an expression has, as far as the generator knows. */
export type Sort = 'text' | 'number' | 'truth' | 'list' | 'mapping';

export const sorts: readonly Sort[] = ['text', 'number', 'truth', 'list', 'mapping'];

const words = [
  'alpha',
  'Beta',
  'x',
  '',
  'two words',
  "it's",
  'say "hi"',
  'é日本',
  'a,b,c',
  '007',
  '1.30',
  'True',
  'none',
  '10.0.0.1',
  'v1.2.3',
  '# no',
  '/etc/k',
  '-',
  ' padded ',
];

/** A value of a sort that is no template; the mapping has the keys `k` and `n`, the list holds texts or numbers. */
export function plainValue(chance: Chance, sort: Sort): unknown {
  switch (sort) {
    case 'text':
      return chance.pick(words);
    case 'number':
      return chance.percent(15) ? chance.pick([1.5, -0.25, 3.75]) : chance.int(-3, 40);
    case 'truth':
      return chance.percent(50);
    case 'list':
      return Array.from(
        { length: chance.int(0, 4) },
        chance.percent(50) ? (): unknown => chance.pick(words) : (): unknown => chance.int(0, 9),
      );
    case 'mapping':
      return { k: chance.pick(words), n: chance.int(0, 9), ...(chance.percent(40) && { l: plainValue(chance, 'list') }) };
  }
}

/** A literal of a sort, as an expression writes it. */
export function literal(chance: Chance, sort: Sort): string {
  return pythonText(plainValue(chance, sort));
}

function pythonText(value: unknown): string {
  if (value === true) return 'true';
  if (value === false) return 'false';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `'${key}': ${pythonText(item)}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  return text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
}
