import { resolve } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { VariableDefinition } from './inventory.ts';
import { shownPath } from './inventory-files.ts';
import type { Site } from './inventory-files.ts';
import { badInventory } from './source.ts';
import { SplitError, splitWords } from './split-words.ts';
import { parseYaml } from './yaml-document.ts';
import type { YamlValue } from './yaml-document.ts';

/** Reads the `-e` arguments, each `name=value ...` (values stay text), `{json or yaml}` or `@FILE`; later ones win. */
export function readExtraVariables(site: Site, extra: readonly string[]): readonly VariableDefinition[] {
  return extra.flatMap((argument, index) => {
    const origin = `-e[${index + 1}]`;
    if (argument.startsWith('@')) return fromFile(site, argument.slice(1));
    if (argument.startsWith('{') || argument.startsWith('[')) return fromMapping(parseYaml(origin, argument));
    if (argument.startsWith('/') || argument.startsWith('.')) {
      throw new KmagicError('usage', `-e ${argument}: looks like a file`, { hint: `put @ in front: -e @${argument}` });
    }
    return fromWords(origin, argument);
  });
}

function fromFile(site: Site, path: string): readonly VariableDefinition[] {
  const full = resolve(site.cwd, path);
  const text = site.tree.read(full);
  if (text === undefined) throw new KmagicError('usage', `-e @${path}: no such file`, { hint: `it was sought as ${full}` });
  return fromMapping(parseYaml(shownPath(site, full), text));
}

function fromMapping(root: YamlValue): readonly VariableDefinition[] {
  if (root.kind !== 'mapping' && root.kind !== 'nothing') {
    throw badInventory(
      root.source,
      'extra variables must be a mapping of names to values',
      `write -e '{"name": "value"}' or -e name=value`,
    );
  }
  return root.entries.map((entry) => definition(entry.key, entry.value.plain(), entry.source));
}

function fromWords(file: string, argument: string): readonly VariableDefinition[] {
  try {
    return splitWords(argument).map((word) => {
      const equals = word.text.indexOf('=');
      // The word itself is not shown: it may be a secret.
      if (equals < 1) throw new SplitError('a word is not name=value', word.column);
      return definition(word.text.slice(0, equals), word.text.slice(equals + 1), { file, line: 1, column: word.column });
    });
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
    throw new KmagicError('usage', `${file}:1:${error.column}: ${error.message}`, {
      hint: `quote values with spaces: -e 'name="a b"'; lists and mappings: -e '{"name": [1, 2]}'`,
    });
  }
}

function definition(name: string, value: unknown, source: VariableDefinition['source']): VariableDefinition {
  return { name, value, source, layer: 'extra', owner: '' };
}
