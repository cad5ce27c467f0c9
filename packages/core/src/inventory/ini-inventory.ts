import { addChild, groupOf, hostOf } from './draft.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { badPattern } from './bad-pattern.ts';
import { setGroupVariable, setHostVariable } from './group-variable.ts';
import { hidden } from './hidden.ts';
import { expandHostPattern } from './host-range.ts';
import { currentGroupName } from './kubespray-groups.ts';
import type { VariableDefinition } from './inventory.ts';
import type { OpenedFile } from './opened-file.ts';
import { pythonLiteral } from './python-literal.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';
import { SplitError, splitWords } from './split-words.ts';
import type { Word } from './split-words.ts';

/** An INI inventory: its name in messages, its text and its directory. */
export interface IniFile extends OpenedFile {
  readonly dir: string;
}

/** Adds what an INI inventory says to the draft, typing values as Python literals where they are such, else as text. */
export function readIniInventory(draft: Draft, { file, text, was, dir }: IniFile): void {
  let section: Section = { group: groupOf(draft, 'ungrouped', { file, line: 1, column: 1 }), kind: 'hosts' };
  const awaited: Awaited = new Map();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const at: Line = { text: line, start: raw.length - raw.trimStart().length, number: index + 1, file, was, dir };
    if (line.startsWith('[') && isHeader(line, section)) {
      section = readHeader(draft, at);
      if (section.kind !== 'vars') adopt(draft, awaited, section.group.name);
    } else if (section.kind === 'hosts') readHosts(draft, section.group, at);
    else if (section.kind === 'children') readChild(draft, section.group, { line: at, awaited });
    else readVariable(draft, section.group, at);
  }
  for (const name of [...awaited.keys()]) adopt(draft, awaited, name);
}

/** Child groups named before their own sections: as in Ansible they join their parents' children where those begin. */
type Awaited = Map<string, readonly { readonly parent: DraftGroup; readonly name: string; readonly source: SourcePosition }[]>;

function adopt(draft: Draft, awaited: Awaited, name: string): void {
  for (const { parent, ...child } of awaited.get(name) ?? []) addChild(draft, parent, child);
  awaited.delete(name);
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
  readonly was: IniFile['was'];
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
    throw badInventory(
      place(line),
      line.was === 'encrypted' ? 'the section header here cannot be read' : `the section header '${line.text}' cannot be read`,
      'write [GROUP], [GROUP:children] or [GROUP:vars]',
    );
  }
  const kind = match?.[2] ?? 'hosts';
  if (kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
    throw badInventory(
      place(line, name.length + 3),
      line.was === 'encrypted' ? 'there is no section of this kind' : `there is no section of the kind '${kind}'`,
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
  if (pattern.text.endsWith(':') && line.was === 'plain') {
    const hint = 'write a name, or name:port; an inventory in YAML must be in a file that ends in .yml or .yaml';
    throw badInventory(place(line, pattern.column), `'${pattern.text}' is not a host`, hint);
  }
  const { names, port } = badPattern({ ...place(line, pattern.column), was: line.was }, () => expandHostPattern(pattern.text));
  const variables = assignments.map((word) => assignment(word, line));
  for (const name of names) {
    // As in Ansible the port counts only where the host is first named.
    const portOfNew = draft.hosts.has(name) ? undefined : port;
    const host = hostOf(draft, name, { source: place(line), inventoryDir: line.dir });
    group.hosts.add(name);
    if (portOfNew !== undefined)
      host.definitions.push({ name: 'ansible_port', value: portOfNew, source: place(line), layer: 'hostInventory', owner: name });
    for (const variable of variables) setHostVariable(draft, host, variable);
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
      `${shown(line, word.text)} is not name=value`,
      'one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    );
  }
  return { name: word.text.slice(0, equals), value: typed(line, word.text.slice(equals + 1)), source: place(line, word.column) };
}

interface ChildLine {
  readonly line: Line;
  readonly awaited: Awaited;
}

function readChild(draft: Draft, group: DraftGroup, { line, awaited }: ChildLine): void {
  const name = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line.text)?.[1];
  if (name === undefined) {
    throw badInventory(
      place(line),
      `${shown(line, line.text)} is not a group name`,
      `list one group a line in [${group.name}:children]; variables go into [${group.name}:vars]`,
    );
  }
  const child = { name, source: place(line) };
  const current = currentGroupName(name);
  if (draft.groups.has(current)) addChild(draft, group, child);
  else awaited.set(current, [...(awaited.get(current) ?? []), { parent: group, ...child }]);
}

function readVariable(draft: Draft, group: DraftGroup, line: Line): void {
  const equals = line.text.indexOf('=');
  if (equals < 1) {
    throw badInventory(place(line), `${shown(line, line.text)} is not name=value`, `in [${group.name}:vars] each line is name=value`);
  }
  const name = line.text.slice(0, equals).trim();
  setGroupVariable(draft, group, { name, value: typed(line, line.text.slice(equals + 1).trim()), source: place(line) });
}

function typed(line: Line, text: string): unknown {
  const literal = pythonLiteral(text);
  const value = literal === undefined ? text : literal.value;
  return line.was === 'encrypted' ? hidden(value) : value;
}

function shown(line: Line, text: string): string {
  return line.was === 'encrypted' ? 'the text here' : `'${text}'`;
}
