import { TemplateSyntaxError, tokenize } from './tokens.ts';
import type { TemplatePart } from './expression.ts';
import { parseExpression } from './parse-expression.ts';

/** Marks what the language does not cover yet, in contrast to what is wrong. */
export class UnsupportedTemplate extends Error {}

/** Takes a template apart; throws TemplateSyntaxError or UnsupportedTemplate. */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (text: string) => {
    const shown = trimNext ? text.trimStart() : text;
    if (shown !== '') parts.push({ text: shown });
  };
  while (at < template.length) {
    const open = /\{[{%#]/.exec(template.slice(at));
    if (open === null) break;
    const start = at + open.index;
    const mark = template.slice(start, start + 2);
    if (mark === '{%') throw new UnsupportedTemplate('statements {% ... %} are not supported yet');
    const dash = template.charAt(start + 2) === '-';
    const before = template.slice(at, start);
    addText(dash ? before.trimEnd() : before);
    const piece = mark === '{#' ? readComment(template, start) : readExpression(template, start + (dash ? 3 : 2));
    if (piece.part !== undefined) parts.push(piece.part);
    trimNext = piece.trim;
    at = piece.end;
  }
  addText(template.slice(at));
  return parts;
}

interface Piece {
  readonly end: number;
  readonly trim: boolean;
  readonly part?: TemplatePart;
}

function readComment(template: string, start: number): Piece {
  const close = template.indexOf('#}', start + 2);
  if (close === -1) throw new TemplateSyntaxError("the comment is not closed with '#}'", start);
  return { end: close + 2, trim: template.charAt(close - 1) === '-' };
}

function readExpression(template: string, start: number): Piece {
  const { tokens, end } = tokenize(template, start);
  const last = tokens.at(-1)!;
  const source = template.slice(start, last.at).trim();
  return { end, trim: last.text.startsWith('-'), part: { expression: parseExpression(tokens), source } };
}
