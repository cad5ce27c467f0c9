import { expect, it } from 'vitest';
import { placesIn } from '../../../packages/core/src/inventory/places-in.ts';
import { simpleDocument } from '../../../packages/core/src/inventory/simple-yaml.ts';
import { parseYaml, type YamlValue } from '../../../packages/core/src/inventory/yaml-document.ts';
import { chance as chanceOf } from '../random/chance.ts';
import { inputsBySeed } from './rounds.ts';

const inputs = 500;
const pieceDocuments = 1500;

const pieces: readonly string[] = [
  'a: ',
  'b',
  ': ',
  '- ',
  '\n',
  '  ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '? ',
  '1',
  '017',
  'yes',
  '~',
  'null',
  '1e3',
  '1:30',
  '.inf',
  '0x1f',
  '%',
  '---\n',
  '...\n',
  '{{ x }}',
  '\\n',
  '@',
  '`',
  'é',
  '=',
  '-',
  '-0',
  '\n\n',
  'key:\n',
  'key:',
  ' # c',
  '|\n',
  '>-\n',
  '|+\n',
  '>2\n',
  '&a ',
  '*a',
];

/** Parts of YAML in no order that makes sense. */
function ofPieces(seed: number): string {
  const chance = chanceOf(seed);
  const text = Array.from({ length: chance.int(1, 14) }, () => chance.pick(pieces)).join('');
  return `${chance.pick(['k: ', '', '- '])}${text}${chance.pick(['', '\n'])}`;
}

function texts(): readonly string[] {
  const inputOf = inputsBySeed();
  const files = Array.from({ length: inputs }, (_, seed) => Object.values(inputOf(seed).files)).flat();
  return [...new Set([...files, ...Array.from({ length: pieceDocuments }, (_, seed) => ofPieces(seed))])];
}

it('comes to what the thorough reader says wherever a document is simple, however broken', () => {
  const taken = texts().flatMap((text) => {
    const value = simpleDocument(text, placesIn('f', text));
    return value === undefined ? [] : [{ text, value }];
  });
  expect(taken.length).toBeGreaterThan(500);
  for (const { text, value } of taken) expect(flat(value, 0), text).toEqual(thorough(text));
});

/** With a tab in a comment before it no document is simple. */
function thorough(text: string): unknown {
  try {
    return flat(parseYaml({ file: 'f', text: `#\t\n${text}`, was: 'plain' }, []), 1);
  } catch (error) {
    return String(error);
  }
}

/** All a value says, its lines counted without those `before`. */
function flat({ kind, source, written, plain, entries }: YamlValue, before: number): unknown {
  const at = ({ line, column }: YamlValue['source']): string => `${line - before}:${column}`;
  const held = entries.map((entry) => [entry.key, at(entry.source), flat(entry.value, before)]);
  return { kind, written, at: at(source), plain: plain(), held };
}
