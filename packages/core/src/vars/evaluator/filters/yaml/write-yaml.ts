import { isNumber, represent } from '../../values.ts';
import { asMapping } from '../input.ts';
import { compareText } from '../python/characters.ts';
import { plainType } from './plain-type.ts';
import { scalarShape } from './scalar-shape.ts';
import { YamlOutput } from './yaml-output.ts';

/** How YAML is written. */
export interface YamlLooks {
  readonly indent: number;
  readonly width: number;
  readonly sortKeys: boolean;
  /** Lists and mappings in brackets: all, none, or those that hold only scalars. */
  readonly flow: 'all' | 'none' | 'leaves';
  readonly explicitStart: boolean;
  readonly explicitEnd: boolean;
}

/** YAML as Ansible's writer, which is libyaml, writes it; nothing is written as an anchor and an alias. */
export function writeYaml(value: unknown, looks: YamlLooks): string {
  const indent = looks.indent < 2 || looks.indent > 9 ? 2 : looks.indent;
  const width = looks.width < 0 ? Infinity : looks.width <= indent * 2 ? 80 : looks.width;
  const output = new YamlOutput(width);
  if (looks.explicitStart) {
    output.indent(-1);
    output.sign('---', { apart: true });
  }
  new Writer(output, { ...looks, indent }).node(value, { indent: -1, level: 0, place: 'root' });
  output.indent(-1);
  if (looks.explicitEnd) {
    output.sign('...', { apart: true });
    output.indent(-1);
  }
  return output.text;
}

interface Context {
  readonly indent: number;
  /** How many brackets are open. */
  readonly level: number;
  readonly place: 'root' | 'item' | 'value' | 'key' | 'long key';
}

class Writer {
  readonly #output: YamlOutput;
  readonly #looks: YamlLooks;

  constructor(output: YamlOutput, looks: YamlLooks) {
    this.#output = output;
    this.#looks = looks;
  }

  node(value: unknown, context: Context): void {
    if (Array.isArray(value)) {
      if (context.level > 0 || this.#isFlow(value) || value.length === 0) this.#flowList(value, context);
      else this.#blockList(value, context);
      return;
    }
    const mapping = asMapping(value);
    if (mapping === undefined) {
      this.#scalar(value, context);
      return;
    }
    const entries = Object.entries(mapping);
    if (this.#looks.sortKeys) entries.sort(([a], [b]) => compareText(a, b));
    if (context.level > 0 || this.#isFlow(Object.values(mapping)) || entries.length === 0) this.#flowMapping(entries, context);
    else this.#blockMapping(entries, context);
  }

  #isFlow(items: readonly unknown[]): boolean {
    if (this.#looks.flow !== 'leaves') return this.#looks.flow === 'all';
    return items.every((item) => !Array.isArray(item) && asMapping(item) === undefined);
  }

  #deeper(indent: number, kind: 'flow' | 'block' | 'indentless'): number {
    if (indent < 0) return kind === 'flow' ? this.#looks.indent : 0;
    return kind === 'indentless' ? indent : indent + this.#looks.indent;
  }

  #flowList(items: readonly unknown[], { indent, level }: Context): void {
    const inner = this.#deeper(indent, 'flow');
    this.#output.sign('[', { apart: true, spaces: true });
    items.forEach((item, index) => {
      if (index > 0) this.#output.sign(',');
      if (this.#output.isWide) this.#output.indent(inner);
      this.node(item, { indent: inner, level: level + 1, place: 'item' });
    });
    this.#output.sign(']');
  }

  #flowMapping(entries: readonly (readonly [string, unknown])[], { indent, level }: Context): void {
    const inner = { indent: this.#deeper(indent, 'flow'), level: level + 1 };
    this.#output.sign('{', { apart: true, spaces: true });
    entries.forEach(([key, value], index) => {
      if (index > 0) this.#output.sign(',');
      if (this.#output.isWide) this.#output.indent(inner.indent);
      if (isSimpleKey(key)) {
        this.#scalar(key, { ...inner, place: 'key' });
        this.#output.sign(':');
      } else {
        this.#output.sign('?', { apart: true });
        this.#scalar(key, { ...inner, place: 'long key' });
        if (this.#output.isWide) this.#output.indent(inner.indent);
        this.#output.sign(':', { apart: true });
      }
      this.node(value, { ...inner, place: 'value' });
    });
    this.#output.sign('}');
  }

  #blockList(items: readonly unknown[], { indent, level, place }: Context): void {
    const isValue = place === 'value' && !this.#output.isIndented;
    const inner = this.#deeper(indent, isValue ? 'indentless' : 'block');
    for (const item of items) {
      this.#output.indent(inner);
      this.#output.sign('-', { apart: true, indents: true });
      this.node(item, { indent: inner, level, place: 'item' });
    }
  }

  #blockMapping(entries: readonly (readonly [string, unknown])[], { indent, level }: Context): void {
    const inner = { indent: this.#deeper(indent, 'block'), level };
    for (const [key, value] of entries) {
      this.#output.indent(inner.indent);
      if (isSimpleKey(key)) {
        this.#scalar(key, { ...inner, place: 'key' });
        this.#output.sign(':');
      } else {
        this.#output.sign('?', { apart: true, indents: true });
        this.#scalar(key, { ...inner, place: 'long key' });
        this.#output.indent(inner.indent);
        this.#output.sign(':', { apart: true, indents: true });
      }
      this.node(value, { ...inner, place: 'value' });
    }
  }

  #scalar(value: unknown, { indent, level, place }: Context): void {
    const text = scalarText(value);
    const characters = [...text];
    const shape = scalarShape(characters);
    const isKey = place === 'key';
    const folding = { indent: this.#deeper(indent, 'flow'), folds: !isKey };
    const isPlain =
      (level > 0 ? shape.flowPlain : shape.blockPlain) &&
      (characters.length > 0 || (level === 0 && !isKey)) &&
      (typeof value !== 'string' || plainType(text) === 'str');
    if (isPlain) this.#output.plain(characters, folding);
    else if (shape.singleQuoted && !(isKey && shape.multiline)) this.#output.singleQuoted(characters, folding);
    else this.#output.doubleQuoted(characters, folding);
  }
}

function isSimpleKey(key: string): boolean {
  return !scalarShape([...key]).multiline && Buffer.byteLength(key) <= 128;
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (!isNumber(value)) return represent(value);
  const text = represent(value);
  const named = { nan: '.nan', inf: '.inf', '-inf': '-.inf' }[text];
  return named ?? (text.includes('.') ? text : text.replace('e', '.0e'));
}
