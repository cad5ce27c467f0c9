import { parseAllDocuments, visit } from 'yaml';
import type { Document, Node, ScalarTag, Tags } from 'yaml';
import { syntaxProblem } from '../../../../inventory/yaml-errors.ts';
import { inventoryTags } from '../../../../inventory/yaml-scalars.ts';
import { WholeFloat, float, textOf } from '../../values.ts';
import { wholeNumber } from '../python/numbers.ts';
import { floatForm } from './plain-type.ts';

/** The documents of a text as a reader of YAML 1.1 takes them; dates stay text. Throws an Error that says what is wrong. */
export function readYaml(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
    intAsBigInt: true,
    customTags: (tags: Tags) => [
      ...inventoryTags(tags).filter((tag) => typeof tag === 'string' || !tag.tag.endsWith(':float')),
      floatTag,
      explicitFloatTag,
    ],
  });
  if (!Array.isArray(documents)) return [];
  return (documents as readonly Document.Parsed[]).map((document) => {
    const broken = syntaxProblem(document, text);
    if (broken !== undefined) throw new Error(`${broken.what} (line ${text.slice(0, broken.at).split('\n').length})`);
    refuseTags(document);
    return plain(document.contents, document);
  });
}

const explicitFloatTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  identify: (value) => value instanceof WholeFloat || (typeof value === 'number' && !Number.isInteger(value)),
  resolve: (text) => float(floatOf(text.replaceAll('_', '').toLowerCase())),
};

const floatTag: ScalarTag = { ...explicitFloatTag, default: true, test: floatForm };

function floatOf(text: string): number {
  if (text.endsWith('.nan')) return Number.NaN;
  const sign = text.startsWith('-') ? -1 : 1;
  const size = text.replace(/^[-+]/, '');
  if (size === '.inf') return sign * Infinity;
  return sign * size.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

function refuseTags(document: Document.Parsed): void {
  visit(document, {
    Node: (_, node) => {
      const { tag = '!' } = node;
      const isKnown =
        tag === '!' || ['bool', 'float', 'int', 'map', 'merge', 'null', 'seq', 'str'].some((type) => tag.endsWith(`:${type}`));
      if (!isKnown) throw new Error(`the tag ${tag} is not supported`);
    },
  });
}

function plain(node: Node | null, document: Document.Parsed): unknown {
  return converted(node?.toJS(document, { mapAsMap: true }) ?? null);
}

/** The value with integers as numbers where they are exact, and keys as text. */
function converted(value: unknown): unknown {
  if (typeof value === 'bigint') return wholeNumber(value);
  if (Array.isArray(value)) return value.map(converted);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...(value as ReadonlyMap<unknown, unknown>)].map(([key, item]) => [textOf(converted(key)), converted(item)]));
}
