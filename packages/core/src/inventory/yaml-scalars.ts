import type { ScalarTag, Tags } from 'yaml';
import { float } from '../vars/evaluator/values.ts';

/** Scalars as YAML 1.1 readers of inventories take them: yes/no/on/off are booleans, `y`, `1e3` and dates are text. */
export function inventoryTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => typeof tag === 'string' || !replaced(tag.tag, 'format' in tag ? tag.format : undefined));
  return [trueTag, falseTag, exponentTag, wholeFloatTag, notOctalTag, largeTag, ...kept];
}

/** Scalars of a text that is JSON, which Ansible reads as such: `1e3` is a number there. */
export function jsonTags(tags: Tags): Tags {
  return [jsonFloatTag, ...inventoryTags(tags)];
}

function replaced(tag: string, format: string | undefined): boolean {
  return tag.endsWith(':bool') || tag.endsWith(':timestamp') || (tag.endsWith(':float') && format === 'EXP');
}

const trueTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: (value) => value === true,
  test: /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/,
  resolve: () => true,
};

const falseTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: (value) => value === false,
  test: /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  resolve: () => false,
};

const exponentTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  format: 'EXP',
  test: /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/,
  resolve: (text) => float(Number(text.replaceAll('_', ''))),
};

/** A number that begins with 0 is octal, so this is none. */
const notOctalTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^[-+]?0[0-9_]*[89][0-9_]*$/,
  resolve: (text) => text,
};

const wholeFloatTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?[0-9][0-9_]*\.[0_]*$/,
  resolve: (text) => float(Number(text.replaceAll('_', ''))),
};

const jsonFloatTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^-?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+$/,
  resolve: (text) => float(Number(text)),
};

/** A whole number that JavaScript cannot hold exactly stays the text that was written. */
const largeTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?[1-9][0-9_]{15,}$/,
  resolve: (text) => {
    const digits = text.replaceAll('_', '').replace(/^\+/, '');
    return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
  },
};
