import {
  asKmagicError,
  exitCodes,
  inventoryGraph,
  inventoryTree,
  KmagicError,
  listInventory,
  nearestName,
  writtenValues,
  type Inventory,
  type InventoryHost,
  type ValuesOfHost,
  type Variables,
} from '@kmagic/core';
import { keptFacts, readInventory, withDefaults } from '@kmagic/tasks';
import type { InventoryOptions } from '../program.ts';
import { inventoryJson, inventoryYaml, isMasked } from '../renderers/listed-inventory.ts';
import { errorText } from '../renderers/error-text.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

export interface ListingOptions extends InventoryOptions {
  readonly list?: true;
  readonly graph?: true;
  readonly host?: string;
  readonly vars?: true;
  readonly yaml?: true;
  readonly json?: true;
  readonly evaluated?: true;
}

/** Prints the inventory as `ansible-inventory` does, or with its variables evaluated; contacts nobody. */
export async function inventoryCommand(io: Console, inventories: readonly string[], options: ListingOptions): Promise<number> {
  checkOptions(options);
  const read = readInventory(await inventoryOf(inventories, options));
  const problems: KmagicError[] = [];
  const valuesOf = options.evaluated ? evaluated(withDefaults(read.inventory, await keptFacts(read)).variables, problems) : writtenValues;
  const masked = new Set<string>();
  const text = listing(read.inventory, noting(valuesOf, masked), options);
  for (const warning of read.inventory.warnings) io.err.write(`note: ${warning}\n`);
  if (masked.size > 0) io.err.write(`note: ${maskedNote([...masked].sort(), options)}\n`);
  io.out.write(text);
  // What cannot be evaluated is left out above, so it is said below.
  for (const problem of problems) io.err.write(`${errorText(problem)}\n`);
  return problems[0] === undefined ? 0 : exitCodes[problems[0].code];
}

function checkOptions({ list, graph, host, vars, yaml, json }: ListingOptions): void {
  const forms = [list && '--list', graph && '--graph', host !== undefined && '--host'].filter(Boolean);
  if (forms.length > 1) throw usage(`${forms.join(' and ')} do not go together`, 'name one of them');
  if (yaml && json) throw usage('--yaml and --json do not go together', 'name one of them');
  if (graph && (yaml ?? json)) throw usage('--graph is neither YAML nor JSON', 'say --list --yaml for the same tree as YAML');
  if (vars && !graph) throw usage('--vars belongs to --graph', '--list and --host show variables anyway');
}

function usage(what: string, hint: string): KmagicError {
  return new KmagicError('usage', what, { hint });
}

function listing(inventory: Inventory, valuesOf: ValuesOfHost, { graph, host, vars, yaml }: ListingOptions): string {
  if (graph) return `${inventoryGraph(inventory, vars && valuesOf).join('\n')}\n`;
  const written = yaml ? inventoryYaml : inventoryJson;
  if (host !== undefined) return written(valuesOf(hostNamed(inventory, host)));
  return written(yaml ? inventoryTree(inventory, valuesOf) : listInventory(inventory, valuesOf));
}

/** The same values; the names of those that cannot be shown are added to `masked`. */
function noting(valuesOf: ValuesOfHost, masked: Set<string>): ValuesOfHost {
  // Hosts share most of what they have.
  const known = new Map<unknown, boolean>();
  return (host) => {
    const values = valuesOf(host);
    for (const [name, value] of Object.entries(values)) {
      const isKnown = known.get(value) ?? isMasked(value);
      known.set(value, isKnown);
      if (isKnown) masked.add(name);
    }
    return values;
  };
}

function maskedNote(names: readonly string[], { yaml }: ListingOptions): string {
  const again = '; neither kmagic nor Ansible reads a mask: kmagic spec export writes an inventory with secrets encrypted';
  return `masked, for it is secret: ${names.join(', ')}${yaml ? again : ''}`;
}

function hostNamed({ hosts }: Inventory, name: string): InventoryHost {
  const host = hosts.find((one) => one.name === name);
  if (host !== undefined) return host;
  const near = nearestName(
    name,
    hosts.map((one) => one.name),
  );
  throw usage(
    `there is no host '${name}' in the inventory`,
    near === undefined ? 'kmagic inventory --graph shows them' : `did you mean '${near}'?`,
  );
}

function evaluated(variables: Variables, problems: KmagicError[]): ValuesOfHost {
  return ({ name: host }) => {
    const values: Record<string, unknown> = {};
    for (const [name, variable] of variables.all(host)) {
      try {
        values[name] = variable.value;
      } catch (thrown) {
        problems.push(asKmagicError(thrown));
      }
    }
    return values;
  };
}
