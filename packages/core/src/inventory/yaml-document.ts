import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Scalar, YAMLMap } from 'yaml';
import { KmagicError } from '../errors/kmagic-error.ts';
import { badInventory, showPosition } from './source.ts';
import type { SourcePosition } from './source.ts';
import { inventoryTags } from './yaml-scalars.ts';

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
  /** Plain JavaScript data. */
  plain(): unknown;
}

/** Reads one YAML (or JSON) document; broken syntax, duplicate keys and encrypted values are errors with their place. */
export function parseYaml(file: string, text: string): YamlValue {
  refuseVaultFile(file, text);
  const lines = new LineCounter();
  const options = {
    version: '1.1',
    merge: true,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    customTags: inventoryTags,
  } as const;
  const documents = parseShallow(file, () => parseAllDocuments(text, options));
  const place: Place = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (!Array.isArray(documents)) return { kind: 'nothing', source: place(0), entries: [], plain: () => null };
  const [document, second] = documents as Document.Parsed[];
  if (document === undefined) return { kind: 'nothing', source: place(0), entries: [], plain: () => null };
  for (const error of document.errors) throw syntaxError(place(error.pos[0]), error.code, error.message);
  if (second !== undefined) {
    throw badInventory(
      place(second.range[0]),
      'a second YAML document begins here',
      'keep one document in the file: remove the line "---" between them',
    );
  }
  checkNodes(document, place);
  return positioned(document.contents, { document, place, fallback: place(0) });
}

function parseShallow<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badInventory({ file, line: 1, column: 1 }, 'the YAML is nested too deeply', 'inventories and variables need only a few levels');
  }
}

type Place = (offset: number) => SourcePosition;

interface Context {
  readonly document: Document.Parsed;
  readonly place: Place;
  readonly fallback: SourcePosition;
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
      plain,
      get entries() {
        return (entries ??= entriesOf(target, context));
      },
    };
  }
  if (isSeq(target)) return { kind: 'sequence', source, plain, entries: [] };
  const nothing = !isScalar(target) || target.value === null;
  return { kind: nothing ? 'nothing' : 'scalar', source, plain, entries: [] };
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

function plainValue(node: Node | null | undefined, context: Context): unknown {
  if (node === null || node === undefined) return null;
  try {
    return node.toJS(context.document);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badInventory(context.fallback, why, 'check the anchors (&name) and aliases (*name) of this value');
  }
}

function syntaxError(at: SourcePosition, code: string, message: string): KmagicError {
  const hints: Readonly<Record<string, string>> = {
    TAB_AS_INDENT: 'indent with spaces',
    BAD_INDENT: 'align this line with the others of its block',
    BAD_ALIAS: 'define the anchor (&name) before it is used',
  };
  return badInventory(at, firstLine(message), hints[code] ?? 'correct the YAML; a value with {, [, *, &, %, @, : or # belongs in quotes');
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

function refuseVaultFile(file: string, text: string): void {
  if (text.startsWith('$ANSIBLE_VAULT')) throw vaultUnsupported({ file, line: 1, column: 1 }, 'the file is encrypted with ansible-vault');
}

function isMerge(key: Scalar): boolean {
  return key.source === '<<' && key.type === 'PLAIN';
}

function notAName(key: Node | null, place: Place): KmagicError {
  return badInventory(place(key?.range?.[0] ?? 0), 'a key here is not a plain name', 'put templates and lists in quotes: "{{ name }}"');
}

/** Refuses, at any depth, keys given twice, keys that are no names, and tags. */
function checkNodes(document: Document.Parsed, place: Place): void {
  visit(document, {
    Map: (_, map) => checkKeys(map, place),
    Node: (_, node) => {
      if (node.tag?.startsWith('!') === true) throw badTag(node.tag, place(node.range?.[0] ?? 0));
    },
  });
}

function checkKeys(map: YAMLMap, place: Place): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (isAlias(key)) continue;
    if (!isScalar(key)) throw notAName(key as Node | null, place);
    if (isMerge(key)) continue;
    if (seen.has(key.value))
      throw badInventory(
        place(key.range?.[0] ?? 0),
        'this key was given before in the same mapping',
        'remove one of the two; only the last would count',
      );
    seen.add(key.value);
  }
}

function badTag(tag: string, at: SourcePosition): KmagicError {
  if (tag === '!vault' || tag === '!vault-encrypted') return vaultUnsupported(at, 'the value is encrypted with ansible-vault');
  if (tag !== '!unsafe')
    return badInventory(at, `the tag ${tag} is unknown`, 'write the value plainly, or in quotes if it begins with "!"');
  return new KmagicError('unsupported', `${showPosition(at)}: !unsafe values are not supported yet`, {
    hint: "write the braces as an expression instead: {{ '{{' }}",
  });
}

function vaultUnsupported(at: SourcePosition, what: string): KmagicError {
  return new KmagicError('unsupported', `${showPosition(at)}: ${what}; kmagic cannot decrypt it yet`, {
    hint: "keep the secret elsewhere until vault support comes: -e @FILE, or {{ lookup('env', 'NAME') }}",
  });
}
