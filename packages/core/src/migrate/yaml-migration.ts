import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { Edit, Edited, Finding, NameChanges } from './name-changes.ts';
import { lineAt } from './name-changes.ts';
import { templateNames } from './template-names.ts';

/** What a YAML text is: a file of variables alone, or an inventory with groups and hosts. */
export type YamlForm = 'variables' | 'inventory';

interface Job {
  readonly text: string;
  readonly form: YamlForm;
  readonly changes: NameChanges;
  /** Names templates anywhere in the inventory refer to. */
  readonly referenced: ReadonlySet<string>;
}

/** Finds what is renamed and removed in a YAML text; throws the parser's error where it is none. */
export function migrateYaml(job: Job): Edited {
  const { text, form, changes } = job;
  const document = parseYaml(text);
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const { map, pair, key } of variablesOf(document, form)) {
    const name = String(key.value);
    const [start, end] = sourceOf(key);
    const line = lineAt(text, start);
    const renamed = changes.renamed(name);
    const note = changes.removed(name);
    if (renamed !== undefined && !map.has(renamed.to)) {
      edits.push({ start, end, text: text.slice(start, end).replace(name, renamed.to) });
      findings.push({ line, name, what: 'renamed', message: renamed.note });
    } else if (renamed !== undefined || note !== undefined) {
      const why = note ?? `${renamed?.note ?? ''}, and that is set as well`;
      const reason = obstacle(document, { map, pair, key }, job);
      if (reason === undefined) edits.push(commentedOut(text, pair, why));
      findings.push({
        line,
        name,
        what: reason === undefined ? 'removed' : 'by hand',
        message: reason === undefined ? why : `${why}; ${reason}`,
      });
    }
  }
  for (const scalar of scalarsOf(document)) {
    const [start, end] = sourceOf(scalar);
    for (const one of templateNames(text.slice(start, end))) {
      const renamed = changes.renamed(one.name);
      if (renamed === undefined || isInside(start + one.start, edits)) continue;
      edits.push({ start: start + one.start, end: start + one.end, text: renamed.to });
      findings.push({ line: lineAt(text, start + one.start), name: one.name, what: 'renamed', message: renamed.note });
    }
  }
  return { edits, findings };
}

/** The names templates in a YAML text refer to. */
export function yamlReferences(text: string): readonly string[] {
  const scalars = scalarsOf(parseYaml(text));
  return scalars.flatMap((scalar) => templateNames(text.slice(...sourceOf(scalar))).map(({ name }) => name));
}

function parseYaml(text: string): Document {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document;
}

interface Variable {
  readonly map: YAMLMap;
  readonly pair: Pair<Scalar, Node | null>;
  readonly key: Scalar;
}

/** The variables of a file, or of the groups and hosts of an inventory. */
function variablesOf(document: Document, form: YamlForm): readonly Variable[] {
  const root: unknown = document.contents;
  if (!isMap(root)) return [];
  return form === 'variables' ? pairsOf(root) : pairsOf(root).flatMap(({ pair }) => ofGroup(pair.value));
}

function ofGroup(group: unknown): readonly Variable[] {
  return pairsOf(group).flatMap(({ key, pair }) => {
    if (key.value === 'vars') return pairsOf(pair.value);
    if (key.value === 'hosts') return pairsOf(pair.value).flatMap((host) => pairsOf(host.pair.value));
    return key.value === 'children' ? pairsOf(pair.value).flatMap((child) => ofGroup(child.pair.value)) : [];
  });
}

function pairsOf(map: unknown): readonly Variable[] {
  if (!isMap(map)) return [];
  return map.items.flatMap((pair) => (isScalar(pair.key) ? [{ map, pair: pair as Variable['pair'], key: pair.key }] : []));
}

/** Scalars that may be templates, values and not keys. */
function scalarsOf(document: Document): readonly Scalar[] {
  const found: Scalar[] = [];
  visit(document, {
    Scalar: (role, scalar) => {
      if (role !== 'key' && typeof scalar.value === 'string' && scalar.tag !== '!vault' && scalar.tag !== '!unsafe') found.push(scalar);
    },
  });
  return found;
}

function sourceOf(node: Node): readonly [start: number, end: number] {
  const [start = 0, end = 0] = node.range ?? [];
  return [start, end];
}

/** Why a variable cannot be commented out by itself. */
function obstacle(document: Document, { map, pair, key }: Variable, { text, referenced }: Job): string | undefined {
  const [start] = sourceOf(key);
  if (map.flow === true || text.slice(lineStart(text, start), start).trim() !== '') return 'it shares its line with others: take it out';
  if (referenced.has(String(key.value))) return 'templates refer to it: change them, then take it out';
  const inside = aliasesOf(pair.value);
  const isUsed = aliasesOf(document).some((alias) => !inside.includes(alias) && anchorsOf(pair.value).includes(alias.source));
  return isUsed ? 'its anchor is used elsewhere: move the anchor, then take it out' : undefined;
}

function aliasesOf(node: Document | Node | null): readonly Alias[] {
  const found: Alias[] = [];
  visit(node, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

function anchorsOf(node: Node | null): readonly string[] {
  const found: string[] = [];
  visit(node, {
    Node: (_, one) => {
      if ('anchor' in one && typeof one.anchor === 'string') found.push(one.anchor);
    },
  });
  return found;
}

/** The lines of a variable as comments, below one that says why. */
function commentedOut(text: string, { key, value }: Variable['pair'], why: string): Edit {
  const start = lineStart(text, sourceOf(key)[0]);
  const last = Math.max(sourceOf(key)[1], value === null ? 0 : sourceOf(value)[1]);
  const end = lineEnd(text, text[last - 1] === '\n' ? last - 1 : last);
  const indent = ' '.repeat(sourceOf(key)[0] - start);
  const lines = text.slice(start, end).split('\n');
  const comments = lines.map((line) =>
    line.trim() === '' ? line : line.startsWith(indent) ? `${indent}# ${line.slice(indent.length)}` : `# ${line}`,
  );
  return { start, end, text: [`${indent}# ${why}${lines[0]?.endsWith('\r') === true ? '\r' : ''}`, ...comments].join('\n') };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function isInside(offset: number, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end }) => start <= offset && offset < end);
}
