import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type { VaultKey } from '../vault/vault.ts';
import { hidden } from './hidden.ts';
import type { OpenedFile } from './opened-file.ts';
import { placesIn } from './places-in.ts';
import { simpleDocument } from './simple-yaml.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';
import { checkNodes, isMerge, notAName } from './yaml-checks.ts';
import { syntaxProblem, tooDeep } from './yaml-errors.ts';
import { inventoryTags, jsonTags } from './yaml-scalars.ts';
import { settleTags } from './yaml-tags.ts';

/** A key of a mapping, where it stands, and what it holds. */
export interface YamlEntry {
  readonly key: string;
  readonly source: SourcePosition;
  readonly value: YamlValue;
}

/** A value of a YAML file that still knows where it stands. */
export interface YamlValue {
  readonly kind: 'mapping' | 'sequence' | 'scalar' | 'nothing';
  readonly source: SourcePosition;
  /** The entries of a mapping in file order, merge keys resolved; empty for anything else. */
  readonly entries: readonly YamlEntry[];
  /** A scalar as it stands in the file, for names that are written as values; '' for anything else. */
  readonly written: string;
  /** Plain JavaScript data, with `Encrypted`, `Unsafe` and, of a file that was encrypted, `Secret` for text. */
  plain(): unknown;
}

/** Reads one YAML (or JSON) document; broken syntax and duplicate keys are errors with their place. `keys` open what is encrypted in it. */
export function parseYaml(opened: OpenedFile, keys: readonly VaultKey[]): YamlValue {
  try {
    return simplyRead(opened) ?? thorough(opened, keys);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badInventory({ file: opened.file, line: 1, column: 1 }, tooDeep.what, tooDeep.hint);
  }
}

/** What was encrypted is read thoroughly: it is hidden there. So is what may be JSON, whose numbers are others. */
function simplyRead({ file, text, was }: OpenedFile): YamlValue | undefined {
  return was === 'plain' && !beginsJson.test(text) ? simpleDocument(text, placesIn(file, text)) : undefined;
}

/** Any JSON does, and flow mappings and lists of YAML. */
const beginsJson = /^\s*[{[]/;

function isJson(text: string): boolean {
  if (!beginsJson.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function thorough({ file, text, was }: OpenedFile, keys: readonly VaultKey[]): YamlValue {
  const options = {
    version: '1.1',
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
    customTags: isJson(text) ? jsonTags : inventoryTags,
  } as const;
  const documents = parseAllDocuments(text, options);
  const place = placesIn(file, text);
  const [document, second] = Array.isArray(documents) ? (documents as Document.Parsed[]) : [];
  if (document === undefined) return { kind: 'nothing', source: place(0), entries: [], written: '', plain: () => null };
  const said = (message: string): string => (was === 'plain' ? message : 'the decrypted text is not the YAML it should be');
  const broken = syntaxProblem(document, text);
  if (broken !== undefined) throw badInventory(place(broken.at), said(broken.what), broken.hint);
  if (second !== undefined) {
    throw badInventory(
      place(second.range[0]),
      'a second YAML document begins here',
      'keep one document in the file: remove the line "---" between them',
    );
  }
  checkNodes(document, { place, text, said });
  settleTags(document, { place, keys, shown: (tag) => (was === 'plain' ? tag : 'here') });
  const seen = was === 'plain' ? (value: unknown): unknown => value : hidden;
  return positioned(document.contents, { document, place, fallback: place(0), said, seen });
}

type Place = (offset: number) => SourcePosition;

interface Context {
  readonly document: Document.Parsed;
  readonly place: Place;
  readonly fallback: SourcePosition;
  /** What of a message may be shown. */
  readonly said: (message: string) => string;
  /** What becomes of data: of a file that was encrypted it is secret. */
  readonly seen: (value: unknown) => unknown;
}

function positioned(node: Node | null | undefined, context: Context): YamlValue {
  const source = node?.range ? context.place(node.range[0]) : context.fallback;
  const target = isAlias(node) ? node.resolve(context.document) : node;
  const plain = () => plainValue(node, { ...context, fallback: source });
  if (isMap(target)) {
    let entries: readonly YamlEntry[] | undefined;
    return {
      kind: 'mapping',
      source,
      written: '',
      plain,
      get entries() {
        return (entries ??= entriesOf(target, context));
      },
    };
  }
  if (isSeq(target)) return { kind: 'sequence', source, plain, entries: [], written: '' };
  const nothing = !isScalar(target) || target.value === null;
  return { kind: nothing ? 'nothing' : 'scalar', source, plain, entries: [], written: nothing ? '' : (target.source ?? '') };
}

function entriesOf(map: YAMLMap, context: Context): readonly YamlEntry[] {
  const own = new Map<string, YamlEntry>();
  const merged = new Map<string, YamlEntry>();
  for (const pair of map.items) {
    const key = isAlias(pair.key) ? pair.key.resolve(context.document) : pair.key;
    if (!isScalar(key)) throw notAName(pair.key as Node | null, context.place);
    const source = key.range ? context.place(key.range[0]) : context.fallback;
    const value = pair.value as Node | null;
    if (isMerge(key)) {
      for (const entry of mergedEntries(value, context)) if (!merged.has(entry.key)) merged.set(entry.key, entry);
    } else {
      const name = key.source !== undefined && typeof key.value !== 'string' ? key.source : String(key.value);
      own.set(name, { key: name, source, value: positioned(value, { ...context, fallback: source }) });
    }
  }
  return [...[...merged.values()].filter((entry) => !own.has(entry.key)), ...own.values()];
}

function mergedEntries(node: Node | null, context: Context): readonly YamlEntry[] {
  const target = isAlias(node) ? node.resolve(context.document) : node;
  if (isMap(target)) return entriesOf(target, context);
  if (isSeq(target)) return target.items.flatMap((item) => mergedEntries(item as Node, context));
  throw badInventory(context.fallback, 'a merge key << that does not hold a mapping', 'merge an anchor of a mapping: <<: *name');
}

/** Anchors within anchors multiply; nobody writes this many on purpose. */
const mostAliases = 10_000;

function plainValue(node: Node | null | undefined, context: Context): unknown {
  if (node === null || node === undefined) return null;
  try {
    return context.seen(node.toJS(context.document, { maxAliasCount: mostAliases }));
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw badInventory(
      context.fallback,
      'the aliases in this value multiply without bounds',
      'use fewer aliases (*name) within anchors (&name)',
    );
  }
}
