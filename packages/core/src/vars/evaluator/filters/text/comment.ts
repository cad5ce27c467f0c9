import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';

interface Style {
  readonly beginning?: string;
  readonly decoration: string;
  readonly end?: string;
}

const styles: Readonly<Record<string, Style>> = {
  plain: { decoration: '# ' },
  erlang: { decoration: '% ' },
  c: { decoration: '// ' },
  cblock: { beginning: '/*', decoration: ' * ', end: ' */' },
  xml: { beginning: '<!--', decoration: ' - ', end: '-->' },
};

const known = ['newline', 'beginning', 'prefix', 'prefix_count', 'decoration', 'postfix', 'postfix_count', 'end'];

/** The text as a comment of a language: a decoration before each line, more around all. */
export function comment(input: Input): string {
  const name = input.text('style', 'plain');
  const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
  if (style === undefined) throw input.fail(`there is no style '${name}'`, `use one of ${Object.keys(styles).join(', ')}`);
  const looks = input.namedRest('looks');
  for (const look of looks.keys())
    if (!known.includes(look)) throw input.fail(`has no argument '${look}'`, `the arguments are: ${known.join(', ')}`);
  const text = (look: string, otherwise: string) => (looks.has(look) ? textOf(looks.get(look)) : otherwise);
  const count = (look: string) => Math.min(1000, Math.max(0, Math.trunc(Number(looks.get(look) ?? 1))));
  const decoration = text('decoration', style.decoration);
  const bare = decoration.trimEnd();
  const [newline, prefix, postfix] = [text('newline', '\n'), text('prefix', bare), text('postfix', bare)];
  const [beginning, end] = [text('beginning', style.beginning ?? ''), text('end', style.end ?? '')];
  const before = prefix === '' ? '' : (prefix === newline ? newline : prefix + newline).repeat(count('prefix_count'));
  const body = (decoration + input.subjectText().replaceAll(newline, () => newline + decoration)).replaceAll(
    decoration + newline,
    () => bare + newline,
  );
  const after = ['', ...Array.from({ length: count('postfix_count') }, () => postfix)].join(newline);
  return (beginning === '' ? '' : beginning + newline) + before + body + after + (end === '' ? '' : newline + end);
}
