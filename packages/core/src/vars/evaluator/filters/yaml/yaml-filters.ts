import type { Callable } from '../../call.ts';
import { isInteger, isTruthy, textOf } from '../../values.ts';
import { checkPresent } from '../data/check-present.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { readYaml } from './read-yaml.ts';
import { writeYaml } from './write-yaml.ts';

/** Filters that read and write YAML. */
export const yamlFilters: Readonly<Record<string, Callable>> = {
  to_yaml: filter('**looks', (input) => write(input, { indent: 2, flow: null })),
  to_nice_yaml: filter('indent? **looks', (input) => write(input, { indent: input.integer('indent', 4), flow: false })),
  from_yaml: filter('', (input) => {
    if (typeof input.subject !== 'string') return input.subject;
    const documents = read(input, input.subject);
    if (documents.length > 1) throw input.fail('the text holds more than one document', 'read them all: | from_yaml_all');
    return documents[0] ?? null;
  }),
  from_yaml_all: filter('', (input) => (typeof input.subject === 'string' ? read(input, input.subject) : input.subject)),
};

function read(input: Input, text: string): readonly unknown[] {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    throw input.fail(error.message, 'the filter needs YAML text');
  }
}

const known = ['indent', 'width', 'sort_keys', 'default_flow_style', 'explicit_start', 'explicit_end', 'allow_unicode'];

function write(input: Input, { indent, flow }: { readonly indent: number; readonly flow: boolean | null }): string {
  const looks = input.namedRest('looks');
  for (const name of looks.keys()) {
    const isTaken = name === 'allow_unicode' || (input.call.name.endsWith('to_nice_yaml') && name === 'default_flow_style');
    if (!known.includes(name) || isTaken)
      throw input.fail(`has no argument '${name}'`, `the arguments are: ${known.slice(0, -1).join(', ')}`);
  }
  checkPresent(input, input.subject);
  const integer = (name: string, otherwise: number): number => {
    const value = looks.get(name) ?? otherwise;
    if (isInteger(value)) return value;
    throw input.fail(`the argument '${name}' must be an integer, not '${textOf(value)}'`);
  };
  const flag = (name: string, otherwise: boolean) => isTruthy(looks.get(name) ?? otherwise);
  const style = looks.has('default_flow_style') ? looks.get('default_flow_style') : flow;
  return writeYaml(input.subject, {
    indent: integer('indent', indent),
    width: integer('width', 80),
    sortKeys: flag('sort_keys', true),
    flow: style === null ? 'leaves' : isTruthy(style) ? 'all' : 'none',
    explicitStart: flag('explicit_start', false),
    explicitEnd: flag('explicit_end', false),
  });
}
