import { KmagicError } from '../errors/kmagic-error.ts';
import type { Inventory, InventoryHost, VariableDefinition } from '../inventory/inventory.ts';
import { showPosition } from '../inventory/source.ts';
import type { TemplateProblem } from './evaluator/evaluator.ts';
import { placeOf } from './place-of.ts';

/** A definition being evaluated for a host. */
export interface Active {
  readonly host: InventoryHost;
  readonly definition: VariableDefinition;
}

/** The error that definitions depend on each other, named along their path; the same wherever on it somebody begins. */
export function cycle(met: readonly Active[]): KmagicError {
  const start = met.reduce((least, one, index) => (sortKey(one) < sortKey(met[least]!) ? index : least), 0);
  const path = [...met.slice(start), ...met.slice(0, start)];
  const [first] = path as [Active];
  const sameHost = path.every((one) => one.host === first.host);
  const names = [...path, first].map(({ host, definition }) => (sameHost ? definition.name : `${definition.name} of ${host.name}`));
  const places = path.map(({ definition }) => `${definition.name} at ${showPosition(definition.source)}`);
  return new KmagicError(
    'badVariable',
    `${showPosition(first.definition.source)}: '${first.definition.name}' depends on itself: ${names.join(' -> ')}`,
    {
      host: first.host.name,
      hint: `give one of them a value of its own: ${places.join(', ')}`,
    },
  );
}

function sortKey({ host, definition: { name, source } }: Active): string {
  return [source.file, String(source.line).padStart(9, '0'), name, host.name].join('\0');
}

/** The error for a problem, with its exact place and the variables that need the value; `active` ends with the failing one. */
export function badVariable(inventory: Pick<Inventory, 'textOf'>, active: readonly Active[], problem: TemplateProblem): KmagicError {
  const { host, definition } = active.at(-1)!;
  const needed = active
    .slice(0, -1)
    .reverse()
    .map((one) => `, needed by '${one.definition.name}' (${showPosition(one.definition.source)})`);
  const { template, at } = problem;
  const place = template === undefined || at === undefined ? definition.source : placeOf(inventory, definition, { template, at });
  const message = `${showPosition(place)}: variable '${definition.name}' of ${host.name}: ${problem.what}${needed.join('')}`;
  return new KmagicError(problem.code ?? 'badVariable', message, { host: host.name, hint: problem.hint });
}
