import type { Explanation } from '@kmagic/core';

/** A variable with its value, its source, what it outranked and how its template came to it. */
export function explanationText({ name, hosts, value, winner, definitions, steps }: Explanation): string {
  const at = (d: typeof winner): string => `${d.source.file}:${d.source.line} (${d.layer}${d.owner === '' ? '' : ` ${d.owner}`})`;
  const out = [`${name} = ${JSON.stringify(value)}   [${hosts.join(', ')}]`, `  from ${at(winner)}`];
  for (const other of definitions.slice(1)) out.push(`  over ${at(other)}: ${JSON.stringify(other.value)}`);
  for (const step of steps) out.push(`  ${step.name}: ${JSON.stringify(step.written)} -> ${JSON.stringify(step.value)}`);
  return `${out.join('\n')}\n`;
}
