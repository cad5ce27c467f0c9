import { isCollection, isScalar, visit } from 'yaml';
import type { Document, YAMLParseError } from 'yaml';

/** What is wrong with the syntax of a YAML text: the offset it is said of, what, and what to do. */
export interface SyntaxProblem {
  readonly at: number;
  readonly what: string;
  readonly hint: string;
}

/** What is said of values nested too deeply, of the file as a whole. */
export const tooDeep: SyntaxProblem = {
  at: 0,
  what: 'the YAML is nested too deeply',
  hint: 'inventories and variables need only a few levels',
};

/** The first error of a document in words for people who write inventories; undefined where there is none. */
export function syntaxProblem(document: Document.Parsed, text: string): SyntaxProblem | undefined {
  const [error] = document.errors;
  if (error === undefined) return undefined;
  const [at] = error.pos;
  return iniText(text) ?? bareTemplate(text, at) ?? unclosed(document, error, text) ?? described(error);
}

/** A value that begins with braces must stand in quotes, which is what YAML's own words never say; `at` is an offset in its line. */
export function bareTemplate(text: string, at: number): SyntaxProblem | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(start, end === -1 ? undefined : end);
  const [before = '', opening] = /^(\s*(?:- +)*(?:[\w.-]+:\s+)?)(\{[{%])/.exec(line)?.slice(1) ?? [];
  if (opening === undefined) return undefined;
  const what = `a value that begins with ${opening} must stand in quotes`;
  return { at: start + before.length, what, hint: 'put the whole value in quotes: name: "{{ other }}/more"' };
}

function iniText(text: string): SyntaxProblem | undefined {
  const found = /^(?:\s*(?:[#;].*)?\n)*[ \t]*(\[[^\s\],'"[{]+\])[ \t]*\n/.exec(`${text}\n`);
  if (found === null) return undefined;
  const what = 'this looks like INI, and the file is read as YAML';
  return { at: found[0].lastIndexOf('['), what, hint: 'let the name of the inventory end in .ini, or in nothing' };
}

/** Quotes and brackets are said to be missing where the text ends; people look for where they begin. */
function unclosed(document: Document.Parsed, { message, pos: [at] }: YAMLParseError, text: string): SyntaxProblem | undefined {
  const quote = /^Missing closing (['"])quote/.exec(message)?.[1];
  const close = /^Flow (?:map|sequence) .*end with a ([}\]])/.exec(message)?.[1];
  if (quote === undefined && close === undefined) return undefined;
  const open = quote ?? (close === '}' ? '{' : '[');
  let start = at;
  visit(document, {
    Node: (_, node) => {
      const from = node.range?.[0] ?? at;
      const isQuoted = isScalar(node) && quote !== undefined;
      const isBracket = isCollection(node) && node.flow === true && text[(node.range?.[1] ?? 0) - 1] !== close;
      if (from <= at && text[from] === open && (isQuoted || isBracket)) start = from;
    },
  });
  if (quote !== undefined) return { at: start, what: `the quote ${quote} is never closed`, hint: 'close it at the end of the value' };
  const hint = `close it with ${close ?? ''}; its further lines are indented more than the name it belongs to`;
  return { at: start, what: `the ${open} here is not closed, or a line of it is not indented`, hint };
}

const inQuotes = 'put the value in quotes';
const correct = 'correct the YAML; a value with {, [, *, &, %, @, : or # belongs in quotes';

/** The library's messages, as they begin; what is not here is said in its words. */
const sentences: readonly (readonly [begins: RegExp, what: string, hint: string])[] = [
  [/^Tabs are/, 'a tab in the indentation', 'indent with spaces'],
  [/^All (?:mapping|sequence) items/, 'this line begins in another column than the others of its block', 'align it with them'],
  [
    /^Nested mappings/,
    "there is a ': ' within the value, or the next line is indented too far",
    'put the value in quotes, or align the next line with this one',
  ],
  [
    /^Implicit map keys/,
    'this line is not NAME: VALUE',
    'write a colon and a space behind the name; further lines of a value are indented',
  ],
  [/^Implicit keys need/, 'a name before a colon must stand on one line', 'see whether a line above lacks its colon, or its indentation'],
  [/^Plain value cannot start with .*(.)$/, 'a value cannot begin with $1 unless it stands in quotes', inQuotes],
  [/^(?:Anchor|Alias) cannot be an empty/, 'a value cannot begin with & or * unless it stands in quotes', inQuotes],
  [/^Invalid escape sequence (.*)$/, '$1 is no escape sequence', 'write backslashes twice, or use single quotes'],
  [
    /^Unexpected .* at node end/,
    'the value ends before this',
    'put the whole value in quotes; a single quote in single quotes is written twice',
  ],
  [/^Unexpected .*"(.)"$/, 'there is a $1 too many', 'take it out, or put the value in quotes'],
  [/^Unexpected (.) in flow/, 'the $1 here separates nothing', 'take it out'],
  [/^Unexpected flow-/, 'something stands behind the end', 'take it out'],
  [
    /^Block collections/,
    "a comma is missing before this, or a ': ' stands within a value",
    'separate items with commas, and put values with a colon in quotes',
  ],
  [/^Missing , /, 'a comma is missing before this', 'separate items with commas'],
  [/^Block scalar header/, 'behind | or > only - or + and a number may follow', 'begin the text on the next line'],
];

function described({ message, code, pos: [at] }: YAMLParseError): SyntaxProblem {
  if (code === 'RESOURCE_EXHAUSTION') return tooDeep;
  const line = message.split('\n')[0] ?? message;
  for (const [begins, what, hint] of sentences) {
    const found = begins.exec(line);
    if (found === null) continue;
    const filled = (words: string): string => words.replace('$1', () => found[1] ?? '');
    return { at, what: filled(what), hint: filled(hint) };
  }
  return { at, what: line, hint: correct };
}
