import { addChild, groupOf, hostOf } from './draft.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { badPattern } from './bad-pattern.ts';
import { setGroupVariable } from './group-variable.ts';
import { expandHostPattern } from './host-range.ts';
import type { VariableDefinition } from './inventory.ts';
import { pythonLiteral } from './python-literal.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';
import { SplitError, splitWords } from './split-words.ts';
import type { Word } from './split-words.ts';

/** An INI inventory: its name in messages, its text and its directory. */
export interface IniFile {
  readonly file: string;
  readonly text: string;
  readonly dir: string;
}

/** Adds what an INI inventory says to the draft, typing values as Python literals where they are such, else as text. */
export function readIniInventory(draft: Draft, { file, text, dir }: IniFile): void {
  let section: Section = { group: groupOf(draft, 'ungrouped', { file, line: 1, column: 1 }), kind: 'hosts' };
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const at: Line = { text: line, start: raw.length - raw.trimStart().length, number: index + 1, file, dir };
    if (line.startsWith('[') && isHeader(line, section)) section = readHeader(draft, at);
    else if (section.kind === 'hosts') readHosts(draft, section.group, at);
    else if (section.kind === 'children') readChild(draft, section.group, at);
    else readVariable(draft, section.group, at);
  }
}

interface Section {
  readonly group: DraftGroup;
  readonly kind: 'hosts' | 'children' | 'vars';
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly number: number;
  readonly file: string;
  readonly dir: string;
}

function place(line: Line, column = 1): SourcePosition {
  return { file: line.file, line: line.number, column: line.start + column };
}

/** A host line may begin with a bracket too: an IPv6 address or a range. */
function isHeader(line: string, section: Section): boolean {
  return !(
    section.kind === 'hosts' &&
    /^\[[0-9a-fA-F.]*:[0-9a-fA-F:.]*\]/.test(line) &&
    !/^\[[^:\]]+:(?:vars|children|hosts)\]/.test(line)
  );
}

function readHeader(draft: Draft, line: Line): Section {
  const match = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line.text);
  const name = match?.[1];
  if (name === undefined) {
    throw badInventory(place(line), `the section header '${line.text}' cannot be read`, 'write [GROUP], [GROUP:children] or [GROUP:vars]');
  }
  const kind = match?.[2] ?? 'hosts';
  if (kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
    throw badInventory(
      place(line, name.length + 3),
      `a section cannot be of kind '${kind}'`,
      'write [GROUP], [GROUP:children] or [GROUP:vars]',
    );
  }
  const group = groupOf(draft, name, place(line, 2));
  if (kind !== 'vars') group.declared = true;
  return { group, kind };
}

function readHosts(draft: Draft, group: DraftGroup, line: Line): void {
  const [pattern, ...assignments] = words(line);
  if (pattern === undefined) return;
  const { names, port } = badPattern(place(line, pattern.column), () => expandHostPattern(pattern.text));
  const variables = assignments.map((word) => assignment(word, line));
  for (const name of names) {
    const host = hostOf(draft, name, { source: place(line), inventoryDir: line.dir });
    group.hosts.add(name);
    const common = { layer: 'hostInventory', owner: name } as const;
    if (port !== undefined) host.definitions.push({ name: 'ansible_port', value: port, source: place(line), ...common });
    host.definitions.push(...variables.map((variable) => ({ ...variable, ...common })));
  }
}

function words(line: Line): readonly Word[] {
  try {
    return splitWords(line.text, 'comments');
  } catch (error) {
    if (error instanceof SplitError)
      throw badInventory(place(line, error.column), error.message, 'close the quote, or escape it with a backslash');
    throw error;
  }
}

function assignment(word: Word, line: Line): Pick<VariableDefinition, 'name' | 'value' | 'source'> {
  const equals = word.text.indexOf('=');
  if (equals < 1) {
    throw badInventory(
      place(line, word.column),
      `'${word.text}' is not name=value`,
      'after a host only name=value may follow; quote values with spaces: name="a b"',
    );
  }
  return { name: word.text.slice(0, equals), value: typed(word.text.slice(equals + 1)), source: place(line, word.column) };
}

function readChild(draft: Draft, group: DraftGroup, line: Line): void {
  const name = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line.text)?.[1];
  if (name === undefined) {
    throw badInventory(
      place(line),
      `'${line.text}' is not a group name`,
      `list one group a line in [${group.name}:children]; variables go into [${group.name}:vars]`,
    );
  }
  addChild(draft, group, { name, source: place(line) });
}

function readVariable(draft: Draft, group: DraftGroup, line: Line): void {
  const equals = line.text.indexOf('=');
  if (equals < 1) {
    throw badInventory(place(line), `'${line.text}' is not name=value`, `in [${group.name}:vars] each line is name=value`);
  }
  const name = line.text.slice(0, equals).trim();
  setGroupVariable(draft, group, { name, value: typed(line.text.slice(equals + 1).trim()), source: place(line) });
}

function typed(text: string): unknown {
  const literal = pythonLiteral(text);
  return literal === undefined ? text : literal.value;
}
