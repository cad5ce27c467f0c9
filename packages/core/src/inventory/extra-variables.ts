import { resolve } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { VariableDefinition } from './inventory.ts';
import { shownPath } from './inventory-files.ts';
import type { Site } from './inventory-files.ts';
import { readKeyValues } from './key-values.ts';
import { openedFile } from './opened-file.ts';
import { badInventory } from './source.ts';
import { SplitError } from './split-words.ts';
import { parseYaml } from './yaml-document.ts';
import type { YamlValue } from './yaml-document.ts';

/** Reads the `-e` arguments, each `name=value ...` (values stay text), `{json or yaml}` or `@FILE`; later ones win. */
export function readExtraVariables(site: Site, extra: readonly string[]): readonly VariableDefinition[] {
  return extra.flatMap((argument, index) => {
    const origin = `-e[${index + 1}]`;
    if (argument.startsWith('@')) return fromFile(site, argument.slice(1));
    if (argument.startsWith('{') || argument.startsWith('['))
      return fromMapping(parseYaml({ file: origin, text: argument, was: 'plain' }, site.vault));
    if (/^[./]|^[\w./-]+\.(?:ya?ml|json)$/.test(argument)) {
      throw new KmagicError('usage', `-e ${argument}: looks like a file`, { hint: `put @ in front: -e @${argument}` });
    }
    return fromWords(origin, argument);
  });
}

function fromFile(site: Site, path: string): readonly VariableDefinition[] {
  const full = resolve(site.cwd, path);
  const text = site.tree.read(full);
  if (text === undefined) {
    const what = site.tree.list(full) === undefined ? 'no such file' : 'is a directory';
    throw new KmagicError('usage', `-e @${path}: ${what}`, { hint: `it was sought as ${full}` });
  }
  return fromMapping(parseYaml(openedFile(shownPath(site, full), text, site.vault), site.vault));
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
    return readKeyValues(argument).map(({ name, value, column }) => definition(name, value, { file, line: 1, column }));
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
    throw new KmagicError('usage', `${file}:1:${error.column}: ${error.message}`, {
      hint: `-e name=value; values with spaces in quotes: -e 'name="a b"'; lists and mappings: -e '{"name": [1, 2]}'`,
    });
  }
}

function definition(name: string, value: unknown, source: VariableDefinition['source']): VariableDefinition {
  return { name, value, source, layer: 'extra', owner: '' };
}
