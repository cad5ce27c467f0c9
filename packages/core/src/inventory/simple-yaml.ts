import { EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import { Schema, isScalar } from 'yaml';
import type { ScalarTag } from 'yaml';
import type { SourcePosition } from './source.ts';
import type { YamlEntry, YamlValue } from './yaml-document.ts';
import { inventoryTags } from './yaml-scalars.ts';

/**
 * A document as nearly all are: a mapping of names to mappings, lists and scalars, with no tag, anchor, alias or merge in it.
 * Undefined for every other, and for whatever is not right: that is for the reader that knows all of YAML, and can say it. It takes
 * ten times as long, which people with a file for each of a thousand hosts would wait for.
 */
export function simpleDocument(text: string, place: (offset: number) => SourcePosition): YamlValue | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return read(text, place);
  } catch (error) {
    if (error instanceof NotSimple || error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** Characters that readers of YAML disagree on: tabs, other ends of lines, what cannot be seen. */
const unusual = /[^\n\x20-\x7e\u00a1-\u2027\u202a-\ufefe\uff00-\uffef]/;

/** Blank lines, comments and one `---`, which js-yaml takes for a beginning wherever it stands in its line. */
const head = /^(?: *(?:#.*)?\n)*(?:---(?: +#.*| *)\n(?: *(?:#.*)?\n)*)? *$/;

/** Fewer than the thorough reader takes, so that it says what is wrong with more. */
const mostLevels = 50;

/** Keys that are more than names to YAML, to Ansible's JSON or to JavaScript. */
const reserved: ReadonlySet<string> = new Set(['', '<<', '__ansible_vault', '__ansible_unsafe', '__proto__']);

class NotSimple extends Error {}

function simple(holds: boolean): asserts holds {
  if (!holds) throw new NotSimple();
}

function read(text: string, place: (offset: number) => SourcePosition): YamlValue {
  const events = parseEvents(text, { maxDepth: mostLevels });
  let next = 0;
  const document = take();
  simple(document.type === EVENT_ID.DOCUMENT && document.directives.length === 0 && !document.explicitEnd);
  const first = events[next];
  simple(first?.type === EVENT_ID.MAPPING && head.test(text.slice(0, first.start)));
  const root = value(undefined);
  simple(take().type === EVENT_ID.POP && next === events.length);
  return root;

  function take(): Event {
    const event = events[next];
    simple(event !== undefined);
    next += 1;
    return event;
  }

  function ends(): boolean {
    if (events[next]?.type !== EVENT_ID.POP) return false;
    next += 1;
    return true;
  }

  /** The next value; one that is written as nothing stands at `at`. */
  function value(at: number | undefined): YamlValue {
    const event = take();
    simple(isUntagged(event));
    if (event.type === EVENT_ID.SCALAR) return scalar(event, at);
    return event.type === EVENT_ID.MAPPING ? mapping(event.start) : sequence(event.start);
  }

  function mapping(at: number): YamlValue {
    const entries = new Map<string, YamlEntry>();
    while (!ends()) {
      const event = take();
      simple(event.type === EVENT_ID.SCALAR && isUntagged(event) && event.valueStart !== -1);
      const key = getScalarValue(text, event);
      simple(!entries.has(key) && !reserved.has(key) && (event.style !== SCALAR_STYLE.PLAIN || typeof resolved(key) === 'string'));
      entries.set(key, { key, source: place(startOf(text, event)), value: value(behind(text, event)) });
    }
    const all = [...entries.values()];
    const plain = (): unknown => Object.fromEntries(all.map((entry) => [entry.key, entry.value.plain()]));
    return { kind: 'mapping', source: place(at), entries: all, written: '', plain };
  }

  function sequence(at: number): YamlValue {
    const items: YamlValue[] = [];
    while (!ends()) items.push(value(undefined));
    return { kind: 'sequence', source: place(at), entries: [], written: '', plain: () => items.map((item) => item.plain()) };
  }

  function scalar(event: ScalarEvent, at: number | undefined): YamlValue {
    const start = event.valueStart === -1 ? at : startOf(text, event);
    simple(start !== undefined);
    const written = event.valueStart === -1 ? '' : getScalarValue(text, event);
    const data = event.style === SCALAR_STYLE.PLAIN ? resolved(written) : written;
    const kind = data === null ? 'nothing' : 'scalar';
    return { kind, source: place(start), entries: [], written: data === null ? '' : written, plain: () => data };
  }
}

type Untagged = Extract<Event, { readonly tagStart: number }>;

function isUntagged(event: Event): event is Untagged {
  return 'tagStart' in event && event.tagStart === -1 && event.anchorStart === -1;
}

/** Where a scalar begins, with its quote or the sign of its block. */
function startOf(text: string, { style, valueStart }: ScalarEvent): number {
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  const line = text.lastIndexOf('\n', valueStart - 2) + 1;
  const found = /(?:^|[: -] *)([|>][-+0-9]{0,2} *(?: #.*)?)$/.exec(text.slice(line, valueStart).trimEnd());
  simple(found !== null);
  return line + found.index + found[0].length - (found[1] ?? '').length;
}

/** Where a value may begin behind the colon of its key; undefined where there is no colon right behind it. */
function behind(text: string, { style, valueEnd }: ScalarEvent): number | undefined {
  const colon = / *: */y;
  colon.lastIndex = style === SCALAR_STYLE.PLAIN ? valueEnd : valueEnd + 1;
  return colon.test(text) ? colon.lastIndex : undefined;
}

const scalarTags: readonly ScalarTag[] = new Schema({ schema: 'yaml-1.1', merge: true, customTags: inventoryTags }).tags.filter(
  (tag): tag is ScalarTag => tag.collection === undefined && tag.default === true,
);

/** What a plain scalar is, by the same tags as the thorough reader goes by. */
function resolved(text: string): unknown {
  const tag = scalarTags.find(({ test }) => test?.test(text));
  if (tag === undefined) return text;
  const value = tag.resolve(text, () => simple(false), { intAsBigInt: false });
  return isScalar(value) ? value.value : value;
}
