import type { Explanation } from '@kmagic/core';
import type { KnownVariable, VariableExplanation } from '@kmagic/tasks';

/** A variable: what it is for, its value on every host, where that was written, what it outranked, or how it comes by default. */
export function explanationText({ name, known, said, defaults }: VariableExplanation): string {
  const byDefault = defaults.flatMap(({ hosts, value }) => [
    `${name} ${shown(value)}   [${hosts.join(', ')}]`,
    `  by default${workedOut(known)}`,
  ]);
  return `${[...aboutText(name, known), ...said.flatMap((one) => saidText(one, known)), ...byDefault].join('\n')}\n`;
}

function aboutText(name: string, known: KnownVariable): readonly string[] {
  switch (known.is) {
    case 'variable':
      return [`${known.about} (${known.type}${known.ours ? "; kmagic's own, kubespray does not have it" : ''})`];
    case 'not supported':
      return [
        `${name} is kubespray's; kmagic does not support it: ${known.reason}`,
        ...(known.instead === undefined ? [] : [`  hint: ${known.instead}`]),
      ];
    case 'without effect':
      return [`${name} has no effect: it ${known.reason}`];
    case 'own':
      return [`${name} is the inventory's own, for its templates`];
  }
}

function saidText({ name, hosts, value, winner, definitions, steps }: Explanation, known: KnownVariable): readonly string[] {
  const at = (d: typeof winner): string => `${d.source.file}:${d.source.line} (${d.layer}${d.owner === '' ? '' : ` ${d.owner}`})`;
  return [
    `${name} ${shown(value)}   [${hosts.join(', ')}]`,
    `  from ${at(winner)}`,
    ...definitions.slice(1).map((other) => `  over ${at(other)}: ${JSON.stringify(other.value)}`),
    ...overDefault(known),
    ...steps.map((step) => `  ${step.name}: ${JSON.stringify(step.written)} -> ${JSON.stringify(step.value)}`),
  ];
}

function shown(value: unknown): string {
  return value === undefined ? 'has no value' : `= ${JSON.stringify(value)}`;
}

function overDefault(known: KnownVariable): readonly string[] {
  if (known.is !== 'variable' || (known.default.is === 'fixed' && known.default.value === undefined)) return [];
  return [`  over the default: ${known.default.is === 'fixed' ? JSON.stringify(known.default.value) : known.default.how}`];
}

function workedOut(known: KnownVariable): string {
  return known.is === 'variable' && known.default.is === 'worked out' ? `: ${known.default.how}` : '';
}
