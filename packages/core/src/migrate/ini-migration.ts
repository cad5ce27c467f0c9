import type { Edit, Edited, Finding, NameChanges } from './name-changes.ts';
import { templateNames } from './template-names.ts';

/** A `name=value` of an INI inventory: the whole word on a host's line, or the whole line of a [group:vars] section. */
interface Assignment {
  readonly name: string;
  /** Where the name stands in the text. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly where: 'line' | 'word';
  readonly lineStart: number;
  readonly line: number;
}

/** Finds what is renamed and removed in an INI inventory. */
export function migrateIni(text: string, changes: NameChanges, referenced: ReadonlySet<string>): Edited {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const all = assignmentsOf(text);
  for (const one of all) {
    const { name, line } = one;
    const renamed = changes.renamed(name);
    const note = changes.removed(name);
    const isSetToo = renamed !== undefined && all.some((other) => other.name === renamed.to && sameOwner(one, other));
    if (renamed !== undefined && !isSetToo) {
      edits.push({ start: one.at, end: one.at + name.length, text: renamed.to });
      findings.push({ line, name, what: 'renamed', message: renamed.note });
    } else if (renamed !== undefined || note !== undefined) {
      const why = note ?? `${renamed?.note ?? ''}, and that is set as well`;
      if (referenced.has(name)) {
        findings.push({ line, name, what: 'by hand', message: `${why}; templates refer to it: change them, then take it out` });
      } else {
        edits.push(...commentedOut(text, one, why));
        findings.push({ line, name, what: 'removed', message: why });
      }
    }
  }
  for (const { start, end, line } of all) {
    for (const one of templateNames(text.slice(start, end))) {
      const renamed = changes.renamed(one.name);
      const offset = start + one.start;
      if (renamed === undefined || edits.some((edit) => edit.start <= offset && offset < edit.end)) continue;
      edits.push({ start: offset, end: start + one.end, text: renamed.to });
      findings.push({ line, name: one.name, what: 'renamed', message: renamed.note });
    }
  }
  return { edits, findings };
}

/** The names templates in an INI inventory refer to. */
export function iniReferences(text: string): readonly string[] {
  return assignmentsOf(text).flatMap(({ start, end }) => templateNames(text.slice(start, end)).map(({ name }) => name));
}

/** Variables of one host stand on one line; those of a group are taken as one where nothing stands between their lines. */
function sameOwner(one: Assignment, other: Assignment): boolean {
  return one.where === 'word' ? one.line === other.line : other.where === 'line';
}

function assignmentsOf(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  let section = 'hosts';
  let lineStart = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const kind = /^\[[^\]\s:]+(?::(\w+))?\]\s*(?:#.*)?$/.exec(line);
    if (kind !== null) section = kind[1] ?? 'hosts';
    else if (line !== '' && !line.startsWith('#') && !line.startsWith(';')) {
      const place = { lineStart, line: index + 1 };
      if (section === 'vars') found.push(...ofLine(raw, place));
      else if (section === 'hosts') found.push(...ofWords(raw, place));
    }
    lineStart += raw.length + 1;
  }
  return found;
}

type Place = Pick<Assignment, 'lineStart' | 'line'>;

function ofLine(raw: string, place: Place): readonly Assignment[] {
  const [, before = '', name] = /^(\s*)([A-Za-z_]\w*)\s*=/.exec(raw) ?? [];
  if (name === undefined) return [];
  const at = place.lineStart + before.length;
  return [{ name, at, start: place.lineStart, end: place.lineStart + raw.length, where: 'line', ...place }];
}

/** Words as a shell reads them; the first is the host. */
function ofWords(raw: string, place: Place): readonly Assignment[] {
  const [, ...words] = [...raw.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s#"'\\])+|#.*/g)].filter(([word]) => !word.startsWith('#'));
  return words.flatMap((match) => {
    const [, quote = '', name] = /^(["']?)([A-Za-z_]\w*)=/.exec(match[0]) ?? [];
    if (name === undefined) return [];
    const start = place.lineStart + match.index;
    return [{ name, at: start + quote.length, start, end: start + match[0].length, where: 'word' as const, ...place }];
  });
}

/** A line becomes a comment; a word leaves its line and stands in a comment above it. */
function commentedOut(text: string, { where, start, end, lineStart }: Assignment, why: string): readonly Edit[] {
  const newline = text.slice(lineStart).split('\n', 1)[0]?.endsWith('\r') === true ? '\r\n' : '\n';
  if (where === 'line') return [{ start, end, text: `# ${why}${newline}# ${text.slice(start, end)}` }];
  const spaces = /\s*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  return [
    { start: lineStart, end: lineStart, text: `# ${why}${newline}# ${text.slice(start, end)}${newline}` },
    { start: start - spaces, end, text: '' },
  ];
}
