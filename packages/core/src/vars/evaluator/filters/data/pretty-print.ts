import { Tuple, represent, tuple } from '../../values.ts';
import { asMapping } from '../input.ts';
import { compareText, lengthOf } from '../python/characters.ts';

const width = 80;

/** A value as Python's pprint lays it out: broken into lines where it is wider than 80 characters, mappings in order of their keys. */
export function prettyPrint(value: unknown): string {
  return laidOut(ordered(value), { indent: 0, allowance: 0, isTop: true });
}

interface Place {
  readonly indent: number;
  /** How much must fit behind the value on its last line. */
  readonly allowance: number;
  readonly isTop: boolean;
}

function ordered(value: unknown): unknown {
  if (value instanceof Tuple) return tuple(...value.map(ordered));
  if (Array.isArray(value)) return value.map(ordered);
  const mapping = asMapping(value);
  if (mapping === undefined) return value;
  return Object.fromEntries(
    Object.entries(mapping)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, item]) => [key, ordered(item)]),
  );
}

function laidOut(value: unknown, place: Place): string {
  const text = represent(value);
  if (lengthOf(text) <= width - place.indent - place.allowance) return text;
  if (typeof value === 'string') return brokenText(value, place);
  const { indent, allowance } = place;
  if (Array.isArray(value)) {
    const [open, close] = value instanceof Tuple ? ['(', value.length === 1 ? ',)' : ')'] : ['[', ']'];
    const items: readonly unknown[] = value;
    return open + lines(items, { indent: indent + 1, allowance: allowance + close.length }, laidOut) + close;
  }
  const mapping = asMapping(value);
  if (mapping === undefined) return text;
  const entry = ([key, item]: readonly [string, unknown], inner: Place) => {
    const name = represent(key);
    return `${name}: ${laidOut(item, { ...inner, indent: inner.indent + lengthOf(name) + 2 })}`;
  };
  return `{${lines(Object.entries(mapping), { indent: indent + 1, allowance: allowance + 1 }, entry)}}`;
}

function lines<T>(items: readonly T[], { indent, allowance }: Omit<Place, 'isTop'>, write: (item: T, place: Place) => string): string {
  return items
    .map((item, index) => write(item, { indent, allowance: index === items.length - 1 ? allowance : 1, isTop: false }))
    .join(`,\n${' '.repeat(indent)}`);
}

/** A long text as several, broken at line ends and white space. */
function brokenText(text: string, place: Place): string {
  const extra = place.isTop ? 1 : 0;
  const [indent, allowance] = [place.indent + extra, place.allowance + extra];
  const room = width - indent;
  const pieces = text.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+/g) ?? [];
  const chunks = pieces.flatMap((line, index) => {
    const isLast = index === pieces.length - 1;
    if (lengthOf(represent(line)) <= room - (isLast ? allowance : 0)) return [represent(line)];
    return brokenLine(line, { room, lastRoom: isLast ? room - allowance : room });
  });
  if (chunks.length === 1) return represent(pieces.at(-1) ?? text);
  const joined = chunks.join(`\n${' '.repeat(indent)}`);
  return place.isTop ? `(${joined})` : joined;
}

function brokenLine(line: string, { room, lastRoom }: { readonly room: number; readonly lastRoom: number }): readonly string[] {
  const parts = line.match(/\S*\s*/g)?.filter((part) => part !== '') ?? [];
  const chunks: string[] = [];
  let current = '';
  for (const [index, part] of parts.entries()) {
    const isFit = lengthOf(represent(current + part)) <= (index === parts.length - 1 ? lastRoom : room);
    if (!isFit && current !== '') chunks.push(represent(current));
    current = isFit ? current + part : part;
  }
  return current === '' ? chunks : [...chunks, represent(current)];
}
