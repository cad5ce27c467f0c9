import type { WholeFloat } from '../../values.ts';
import { float, isNumber, represent } from '../../values.ts';
import { asMapping } from '../input.ts';
import { compareText } from '../python/characters.ts';
import { wholeNumber } from '../python/numbers.ts';

/** How JSON is written. */
export interface JsonLooks {
  /** What stands before each level; undefined puts all on one line. */
  readonly indent: string | undefined;
  readonly separators: readonly [item: string, key: string];
  readonly sortKeys: boolean;
  readonly ascii: boolean;
}

/** JSON as Python writes it. */
export function writeJson(value: unknown, looks: JsonLooks, before = ''): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberText(value);
  if (typeof value === 'string') return quoted(value, looks);
  const inner = before + (looks.indent ?? '');
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map((item) => writeJson(item, looks, inner));
    return enclosed(items, '[]', { looks, before, inner });
  }
  const entries = Object.entries(asMapping(value) ?? {});
  if (looks.sortKeys) entries.sort(([a], [b]) => compareText(a, b));
  const written = entries.map(([key, item]) => quoted(key, looks) + looks.separators[1] + writeJson(item, looks, inner));
  return enclosed(written, '{}', { looks, before, inner });
}

function numberText(value: number | WholeFloat): string {
  const text = represent(value);
  return { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' }[text] ?? text;
}

interface Place {
  readonly looks: JsonLooks;
  readonly before: string;
  readonly inner: string;
}

function enclosed(items: readonly string[], brackets: string, { looks, before, inner }: Place): string {
  const [open, close] = [brackets.charAt(0), brackets.charAt(1)];
  if (items.length === 0) return brackets;
  if (looks.indent === undefined) return open + items.join(looks.separators[0]) + close;
  return `${open}\n${inner}${items.join(`${looks.separators[0]}\n${inner}`)}\n${before}${close}`;
}

function quoted(text: string, { ascii }: JsonLooks): string {
  const json = JSON.stringify(text).replace(/\x7f/g, ascii ? '\\u007f' : '\x7f');

  return ascii ? json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
}

/** Reads JSON as Python does: whole floats stay floats, and NaN and Infinity are numbers. Throws an Error that says what is wrong. */
export function readJson(text: string): unknown {
  const named = new Map<string, number>();
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|(?<![\w.])(?:NaN|-?Infinity)(?!\w)/gs, (part) => {
    if (part.startsWith('"')) return part;
    const key = `\ue000${part}`;
    named.set(key, Number(part));
    return JSON.stringify(key);
  });
  return JSON.parse(plain, (_key: string, value: unknown, ...rest: readonly unknown[]) => {
    if (typeof value === 'string') return named.get(value) ?? value;
    if (typeof value !== 'number') return value;
    const { source } = rest[0] as { readonly source: string };
    if (/[.eE]/.test(source)) return float(value);
    return Number.isSafeInteger(value) ? value : wholeNumber(BigInt(source));
  }) as unknown;
}
