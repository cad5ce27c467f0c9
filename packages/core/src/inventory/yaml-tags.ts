import { isAlias, isMap, isScalar, Scalar, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type { VaultKey } from '../vault/vault.ts';
import { Encrypted } from './encrypted.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';
import { Unsafe } from './unsafe.ts';

/** Where nodes stand, what opens the encrypted ones, and how an unknown tag is called in errors. */
export interface TagContext {
  readonly place: (offset: number) => SourcePosition;
  readonly keys: readonly VaultKey[];
  readonly shown: (tag: string) => string;
}

/** Gives tagged values, and those that JSON marks by a key, what they stand for: `Encrypted` or `Unsafe`; other tags are refused. */
export function settleTags(document: Document.Parsed, context: TagContext): void {
  visit(document, {
    Node: (key, node) => {
      const at = context.place(node.range?.[0] ?? 0);
      const { tag } = node;
      if (key === 'key' && (isOwn(tag) || isMarked(node, document)))
        throw badInventory(at, 'a key cannot be encrypted or unsafe', 'write the name plainly, and encrypt the value');
      if (tag === '!vault' || tag === '!vault-encrypted') encrypt(node, { at, ...context });
      else if (tag === '!unsafe') makeUnsafe(node);
      else if (tag !== undefined && !plainTags.has(tag.replace(yamlTag, '')))
        throw badInventory(at, `the tag ${context.shown(tag.replace(yamlTag, '!!'))} is unknown`, plainly);
      else if (isMap(node)) return ofJson(node, { at, ...context });
      return undefined;
    },
  });
}

const plainly = 'write the value plainly, or in quotes if it begins with "!"';
const yamlTag = 'tag:yaml.org,2002:';
/** The tags of values that are written without one as well. */
const plainTags: ReadonlySet<string> = new Set(['!', 'str', 'int', 'float', 'bool', 'null', 'map', 'seq']);

function isOwn(tag: string | undefined): boolean {
  return tag === '!vault' || tag === '!vault-encrypted' || tag === '!unsafe';
}

function isMarked(node: Node, document: Document.Parsed): boolean {
  const target = isAlias(node) ? node.resolve(document) : node;
  return isScalar(target) && (target.value instanceof Encrypted || target.value instanceof Unsafe);
}

interface Place extends TagContext {
  readonly at: SourcePosition;
}

function encrypt(node: Node, { at, keys }: Place): void {
  if (!isScalar(node)) throw badInventory(at, 'only text can be encrypted', 'encrypt each value by itself');
  node.value = new Encrypted(node.source ?? '', { source: at, keys });
  delete node.tag;
}

/** Of a list or mapping, all text in it. */
function makeUnsafe(node: Node): void {
  delete node.tag;
  visit(node, {
    Scalar: (key, scalar) => {
      if (key !== 'key' && typeof scalar.value === 'string' && scalar.tag === undefined) scalar.value = new Unsafe(scalar.value);
    },
  });
}

/** `{"__ansible_vault": "..."}` and `{"__ansible_unsafe": "..."}` of Ansible's JSON. */
function ofJson(map: YAMLMap, { at, keys }: Place): Scalar | undefined {
  const [vault, text] = ['__ansible_vault', '__ansible_unsafe'].map((name) => map.get(name));
  const value =
    typeof vault === 'string' ? new Encrypted(vault, { source: at, keys }) : typeof text === 'string' ? new Unsafe(text) : undefined;
  if (value === undefined) return undefined;
  const scalar = new Scalar<unknown>(value);
  scalar.range = map.range ?? null;
  return scalar;
}
