import { TemplateSyntaxError } from './syntax.ts';
import { tokenize } from './tokens.ts';
import type { Inside } from './tokens.ts';

/** A piece of a template before its statements are put together. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'output' | 'statement'; readonly inside: Inside; readonly source: string; readonly at: number };

/**
 * Takes a template apart as Ansible's Jinja is set up: the newline behind a statement or comment goes (trim_blocks), `-` takes all white
 * space on its side, and one newline at the very end goes. Throws TemplateSyntaxError.
 */
export function splitTemplate(template: string): readonly Piece[] {
  const source = template.replace(/\r\n|\r/g, '\n').replace(/\n$/, '');
  const pieces: Piece[] = [];
  const opening = /\{[{%#]/g;
  let at = 0;
  let trim: Trim = 'nothing';
  const addText = (to: number, before: Trim): void => {
    const text = trimmed(source.slice(at, to), trim, before);
    if (text !== '') pieces.push({ kind: 'text', text, at });
  };
  for (;;) {
    opening.lastIndex = at;
    const open = opening.exec(source);
    if (open === null) break;
    const start = open.index;
    const sign = open[0] as '{{' | '{%' | '{#';
    const mark = source.charAt(start + 2);
    const body = start + (mark === '-' || (mark === '+' && sign !== '{{') ? 3 : 2);
    addText(start, mark === '-' ? 'space' : 'nothing');
    const raw = sign === '{%' ? rawBlock(source, start, body) : undefined;
    if (raw !== undefined) {
      if (raw.text !== '') pieces.push({ kind: 'text', text: raw.text, at: body });
      trim = raw.trim;
      at = raw.end;
    } else if (sign === '{#') {
      const end = source.indexOf('#}', start + 2);
      if (end === -1) throw new TemplateSyntaxError("the comment is not closed with '#}'", start);
      trim = source.charAt(end - 1) === '-' ? 'space' : 'newline';
      at = end + 2;
    } else {
      const inside = tokenize(source, sign, body);
      const last = inside.tokens.at(-1)!;
      const written = source.slice(body, last.at).trim();
      pieces.push({ kind: sign === '{{' ? 'output' : 'statement', inside, source: written, at: start });
      trim = afterwards(last.text, sign);
      at = inside.end;
    }
  }
  addText(source.length, 'nothing');
  return pieces;
}

type Trim = 'nothing' | 'newline' | 'space';

function afterwards(close: string, sign: '{{' | '{%'): Trim {
  if (close.startsWith('-')) return 'space';
  return sign === '{%' && !close.startsWith('+') ? 'newline' : 'nothing';
}

function trimmed(text: string, start: Trim, end: Trim): string {
  const rest = start === 'space' ? text.trimStart() : start === 'newline' ? text.replace(/^\n/, '') : text;
  return end === 'space' ? rest.trimEnd() : rest;
}

interface Raw {
  readonly text: string;
  readonly end: number;
  readonly trim: Trim;
}

/** `{% raw %}`: what is inside stays as it is. */
function rawBlock(source: string, start: number, body: number): Raw | undefined {
  const begin = /\s*raw\s*([-+]?)%\}/y;
  begin.lastIndex = body;
  const opened = begin.exec(source);
  if (opened === null) return undefined;
  const finish = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
  finish.lastIndex = begin.lastIndex;
  const closed = finish.exec(source);
  if (closed === null) throw new TemplateSyntaxError("'raw' is not closed with {% endraw %}", start);
  const text = trimmed(
    source.slice(begin.lastIndex, closed.index),
    opened[1] === '-' ? 'space' : 'nothing',
    closed[1] === '-' ? 'space' : 'nothing',
  );
  return { text, end: finish.lastIndex, trim: afterwards(closed[2] ?? '', '{%') };
}
