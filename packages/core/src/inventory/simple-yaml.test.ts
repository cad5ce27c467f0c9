import { describe, expect, it } from 'vitest';
import { placesIn } from './places-in.ts';
import { simpleDocument } from './simple-yaml.ts';
import { parseYaml } from './yaml-document.ts';
import type { YamlValue } from './yaml-document.ts';

const simple = (text: string): YamlValue | undefined => simpleDocument(text, placesIn('f.yml', text));

const everything = `# settings

---  # of all
plain: text with {{ template }} in it # and a comment
folded: one
  two

  three
'single': 'it''s'
"double": "a\\nb \\u00e9"
literal: |
  one
   two

kept: |+  # why
  one

folded block: >-
  one
  two
indented: |2
    four
nothing:
nothing too:   # a comment
tilde: ~
numbers: [1, 0x1f, 0o17, 017, 0b11, 1_000, 1:30, +1, -0, 1.5, 1e3, 1.5e+3, .inf, -.inf, 2., 08]
booleans: [yes, No, on, OFF, true, y, n]
dates: 2001-01-01
texts: [null x, '1', "yes", =, <, http://x:1/y#z]
lists:
- a
- - b
  - c
- k: v
  l: {m: [n], 'o': p}
empty: [{}, [], ""]
flow: {
  a: 1,
  b: "two" }
last: end`;

describe('a simple document', () => {
  it('comes to what the thorough reader makes of it, with every place', () => {
    // A tab, even in a comment, is for the thorough reader.
    const thorough = parseYaml({ file: 'f.yml', text: `${everything} #\t`, was: 'plain' }, []);
    const found = simple(everything);
    expect(found && seen(found)).toEqual(seen(thorough));
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# a\n'],
    ['a list', '- a\n'],
    ['a word', 'a\n'],
    ['a tab', 'a:\tb\n'],
    ['another end of lines', 'a: b\r\n'],
    ['a mark of byte order', '\ufeffa: b\n'],
    ['a tag', 'a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n'],
    ['a tag of a list', 'a: !unsafe [b]\n'],
    ['a tag of a key', '!!str a: b\n'],
    ['an anchor', 'a: &b c\n'],
    ['an alias', 'a: &b c\nd: *b\n'],
    ['a merge', 'a: {<<: {b: c}}\n'],
    ['a key of JSON that stands for something', '{"a": {"__ansible_unsafe": "b"}}\n'],
    ['a key of JavaScript', '__proto__: a\n'],
    ['a key that is a number', '1: a\n'],
    ['a key that is a list', '[a]: b\n'],
    ['a key without a name', ': a\n'],
    ['a key twice', 'a: b\n"a": c\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['an end', 'a: b\n...\n'],
    ['an indented beginning', ' ---\na: b\n'],
    ['a template without quotes', 'a: {{ b }}\n'],
    ['a quote that is not closed', 'a: "b\n'],
    ['depth', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
    ['an item that is nothing', 'a: [b, ]\nc:\n-\n'],
  ])('is none with %s', (_, text) => {
    expect(simple(text)).toBeUndefined();
  });
});

interface Seen {
  readonly value: Omit<YamlValue, 'plain' | 'entries'> & { readonly plain: unknown };
  readonly entries: readonly (readonly [key: string, source: object, value: Seen])[];
}

function seen({ kind, source, written, plain, entries }: YamlValue): Seen {
  return { value: { kind, source, written, plain: plain() }, entries: entries.map(({ key, ...of }) => [key, of.source, seen(of.value)]) };
}
