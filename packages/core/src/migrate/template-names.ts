/** A variable named inside `{{ }}` or `{% %}`. */
export interface TemplateName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Raw text and comments come first, since what stands in them is no template. */
const regions = /(\{%[-+]?\s*raw\s*[-+]?%\}[\s\S]*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{#[\s\S]*?#\})|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const tokens = /\\?(["'])(.*?)\\?\1|\.?[A-Za-z_]\w*|==|\S/gs;

/**
 * The variables templates in a text name, where they stand. Attributes, filters, tests, calls, named arguments and names a template
 * makes itself are none; `hostvars[HOST].name` and `hostvars[HOST]['name']` are.
 */
export function templateNames(text: string): readonly TemplateName[] {
  const evaluated = [...text.matchAll(regions)].filter(([, inert]) => inert === undefined);
  const found = evaluated.flatMap((region) => namesIn(region[0], region.index));
  const made = madeNames(evaluated.map(([region]) => region).join(' '));
  return found.filter(({ name }) => !made.has(name));
}

interface Token {
  readonly text: string;
  readonly start: number;
}

function namesIn(region: string, offset: number): readonly TemplateName[] {
  const inner = region.slice(2, -2);
  const all = [...inner.matchAll(tokens)].map((match): Token => ({ text: match[0], start: match.index + offset + 2 }));
  return all.flatMap((token, index) => {
    const before = all[index - 1]?.text ?? '';
    const after = all[index + 1]?.text ?? '';
    const quoted = /^\\?["'](\w+)\\?["']$/.exec(token.text)?.[1];
    if (quoted !== undefined) return before === '[' && isHost(all, index - 2) ? [place(quoted, token)] : [];
    if (token.text.startsWith('.')) return isHost(all, index - 1) ? [place(token.text.slice(1), token)] : [];
    if (!/^[A-Za-z_]/.test(token.text)) return [];
    const isOther =
      before === '|' || before === 'is' || (before === 'not' && all[index - 2]?.text === 'is') || after === '(' || after === '=';
    return isOther ? [] : [place(token.text, token)];
  });
}

function place(name: string, token: Token): TemplateName {
  const start = token.start + token.text.indexOf(name);
  return { name, start, end: start + name.length };
}

/** Whether what ends at a token is `hostvars[...]` or `vars`. */
function isHost(all: readonly Token[], end: number): boolean {
  if (all[end]?.text === 'vars') return true;
  if (all[end]?.text !== ']') return false;
  let depth = 0;
  for (let at = end; at >= 0; at -= 1) {
    if (all[at]?.text === ']') depth += 1;
    if (all[at]?.text === '[') depth -= 1;
    if (depth === 0) return all[at - 1]?.text === 'hostvars';
  }
  return false;
}

function madeNames(text: string): ReadonlySet<string> {
  const made = [...text.matchAll(/\{%-?\s*(?:set|for)\s+([\w\s,()]+?)\s*(?:=|in\b)/g)];
  return new Set(made.flatMap(([, names = '']) => names.split(/[\s,()]+/)).filter((name) => name !== ''));
}
