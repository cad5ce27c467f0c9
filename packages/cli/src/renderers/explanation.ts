import { redact, type Explanation, type TemplateStep } from '@kmagic/core';
import type { KnownVariable, VariableExplanation } from '@kmagic/tasks';
import { aboutText, defaultText } from './known-variable.ts';

/** A variable: what it is for, its value on every host, where that was written, what it outranked and is made of, or how it comes by default. */
export function explanationText({ name, known, said, shared, defaults, waiting, vain }: VariableExplanation): string {
  const otherwise = defaults.flatMap(({ hosts, value }) => [`${name} ${given(value)}   ${listed(hosts)}`, `  ${originOf(known)}`]);
  const lines = [
    ...aboutText(name, known),
    ...(vain === undefined ? [] : [`  has no effect here: ${vain}`]),
    ...said.flatMap((one) => saidText(one, known)),
    ...(shared === undefined ? [] : sharedText(shared)),
    ...otherwise,
    ...(waiting.length === 0 ? [] : [`${name} is not known yet   ${listed(waiting)}`, '  kmagic check asks the hosts']),
  ];
  return redact(`${lines.join('\n')}\n`);
}

/** The same for programs. */
export function explanationJson(explanation: VariableExplanation): string {
  return redact(`${JSON.stringify(explanation, null, 2)}\n`);
}

function originOf(known: KnownVariable): string {
  if (known.is === 'fact') return 'the hosts say so';
  const how = 'default' in known && known.default.is === 'worked out' ? `: ${known.default.how}` : '';
  return `by default${how}`;
}

function saidText({ name, hosts, value, winner, definitions, steps }: Explanation, known: KnownVariable): readonly string[] {
  const own = steps.at(-1);
  const template = own === undefined || json(winner.value) === json(value) ? '' : `: ${json(winner.value)}`;
  return [
    `${name} ${given(value)}   ${listed(hosts)}`,
    `  from ${placeOf(winner)}${template}`,
    ...definitions.slice(1).map((other) => `  over ${placeOf(other)}: ${json(other.value)}`),
    ...defaultText(known),
    ...(steps.length > 1 ? ['  made of, innermost first:'] : []),
    ...steps.slice(0, -1).map((step) => `    ${stepText(step, hosts)}`),
  ];
}

function sharedText({ hosts, by }: NonNullable<VariableExplanation['shared']>): readonly string[] {
  return [
    `${by.name} ${given(by.value)}   ${listed(hosts)}`,
    `  as ${by.hosts.join(', ')} has it: one for the whole cluster, from ${placeOf(by.winner)}`,
  ];
}

function stepText(step: TemplateStep, [host]: readonly string[]): string {
  const named = step.host === host ? step.name : `${step.name} of ${step.host}`;
  if ('given' in step) {
    if (step.given === 'environment') return `$${step.name}   environment, not shown`;
    if (step.given === 'file') return `${step.name}   file, not shown`;
    return `${named} = ${short(step.value)}   ${{ fact: 'fact', default: 'default', inventory: 'the inventory itself' }[step.given]}`;
  }
  if (step.problem !== undefined) return `${named} has no value   ${step.problem}`;
  const template = json(step.written) === json(step.value) ? '' : `: ${json(step.written)}`;
  return `${named} = ${short(step.value)}   ${placeOf(step.definition)}${template}`;
}

const layers: Readonly<Record<Explanation['winner']['layer'], string>> = {
  groupInventory: 'inventory, group',
  groupFile: 'group_vars of',
  hostInventory: 'inventory, host',
  hostFile: 'host_vars of',
  extra: 'command line',
};

function placeOf({ source, layer, owner }: Explanation['winner']): string {
  return `${source.file}:${source.line} (${`${layers[layer]} ${owner}`.trim()})`;
}

function given(value: unknown): string {
  return value === undefined ? 'has no value' : `= ${json(value)}`;
}

function listed(hosts: readonly string[]): string {
  return `[${(hosts.length > 12 ? [...hosts.slice(0, 10), `and ${hosts.length - 10} more`] : hosts).join(', ')}]`;
}

function short(value: unknown): string {
  const text = json(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

function json(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
