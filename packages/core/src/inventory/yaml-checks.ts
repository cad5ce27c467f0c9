import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Document, Node, Scalar, YAMLMap } from 'yaml';
import type { KmagicError } from '../errors/kmagic-error.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';
import { bareTemplate, tooDeep } from './yaml-errors.ts';

/** A document's text, where its offsets stand, and what of a message about it may be shown. */
export interface Written {
  readonly text: string;
  place(offset: number): SourcePosition;
  said(message: string): string;
}

/**
 * Refuses, at any depth, keys given twice, keys that are no names, merges of no mapping, aliases of nothing and of what they stand in,
 * and more than a hundred levels.
 */
export function checkNodes(document: Document.Parsed, written: Written): void {
  const anchors = new Map<string, Node>();
  visit(document, {
    Node: (_, node, path) => {
      const at = node.range?.[0] ?? 0;
      if (path.length > mostLevels && path.filter((one) => isCollection(one)).length > mostLevels)
        throw badInventory(written.place(at), tooDeep.what, tooDeep.hint);
      if (isAlias(node)) checkAlias({ name: node.source, at, path }, anchors, written);
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) checkKeys(node, document, written);
    },
  });
}

/** Of lists and mappings within each other. */
const mostLevels = 100;

/** Whether a key is YAML's `<<`, which merges a mapping into this one. */
export function isMerge(key: Scalar): boolean {
  return key.source === '<<' && key.type === 'PLAIN';
}

/** The error for a key that is a list or a mapping. */
export function notAName(key: Node | null, place: Written['place']): KmagicError {
  return badInventory(place(key?.range?.[0] ?? 0), 'a key here is not a plain name', 'put templates and lists in quotes: "{{ name }}"');
}

function checkKeys(map: YAMLMap, document: Document.Parsed, { text, place }: Written): void {
  const seen = new Map<unknown, number>();
  for (const { key, value } of map.items) {
    if (isAlias(key)) continue;
    if (!isScalar(key)) throw templateAsKey(key, text, place) ?? notAName(isNode(key) ? key : null, place);
    const at = key.range?.[0] ?? 0;
    if (isMerge(key)) {
      if (isMergeable(value, document)) continue;
      throw badInventory(place(at), 'a merge key << that does not hold a mapping', 'merge an anchor of a mapping: <<: *name');
    }
    if (key.source === '') throw badInventory(place(at), 'there is no name before the colon', 'write name: value');
    const before = seen.get(key.value);
    if (before !== undefined) {
      const what = `this key was given before in the same mapping, in line ${place(before).line}`;
      throw badInventory(place(at), what, 'remove one of the two; only the last would count');
    }
    seen.set(key.value, at);
  }
}

/** Without quotes `{{ name }}` is a mapping in a mapping. */
function templateAsKey(key: unknown, text: string, place: Written['place']): KmagicError | undefined {
  const at = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const template = bareTemplate(text, at);
  return template === undefined || template.at > at ? undefined : badInventory(place(template.at), template.what, template.hint);
}

function isMergeable(value: unknown, document: Document.Parsed, levels = 0): boolean {
  const target = isAlias(value) ? value.resolve(document) : value;
  // A list of itself would have no end.
  return isMap(target) || (isSeq(target) && levels < 2 && target.items.every((item) => isMergeable(item, document, levels + 1)));
}

interface AliasInPath {
  readonly name: string;
  readonly at: number;
  readonly path: readonly unknown[];
}

function checkAlias({ name, at, path }: AliasInPath, anchors: ReadonlyMap<string, Node>, { place, said }: Written): void {
  const target = anchors.get(name);
  const hint = 'put text that begins with * in quotes, or define the anchor above: &name';
  if (target === undefined) throw badInventory(place(at), said(`there is no anchor &${name} above`), hint);
  if (path.includes(target))
    throw badInventory(place(at), 'an anchor stands within itself', 'take the alias (*name) out of the value it names');
}
