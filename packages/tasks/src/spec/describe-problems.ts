import { shortened } from '@kmagic/core';
import type { Origin, Problem } from './spec-input.ts';

/** All problems as text: one line each, with where it was written and what to do. */
export function describeProblems(problems: readonly Problem[]): string {
  const [only] = problems;
  if (only !== undefined && problems.length === 1) return describe(only);
  const lines = problems.map((problem) => `  ${describe(problem)}\n    do: ${problem.hint}`);
  return [`the inventory has ${problems.length} problems`, ...lines].join('\n');
}

function describe({ subject, message, hosts, origins }: Problem): string {
  const where = origins.length > 0 ? origins.map(at).join(', ') : shortened(hosts, 5);
  const what = `${subject} ${message}`.trim();
  return where === '' || message.includes(where) ? what : `${what} (${where})`;
}

function at({ file, line }: Origin): string {
  return `${file}:${line}`;
}
