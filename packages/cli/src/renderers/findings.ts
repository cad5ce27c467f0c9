import { styleText } from 'node:util';
import { redact } from '@kmagic/core';
import type { Finding } from '../unfit.ts';

/** Findings as people read them: who, what, why, what to do; errors first, and a count in the end. */
export function findingsText(findings: readonly Finding[], hosts: number): string {
  const count = (severity: Finding['severity'], word: string): string => {
    const n = findings.filter((f) => f.severity === severity).length;
    return `${n} ${word}${n === 1 ? '' : 's'}`;
  };
  const end = `Checked ${hosts} ${hosts === 1 ? 'host' : 'hosts'}: ${count('error', 'error')}, ${count('warning', 'warning')}.`;
  return redact(`${[...findings.flatMap(findingLines), end].join('\n')}\n`);
}

/** One finding, on three lines. */
export function findingLines({ severity, hosts, what, why, hint }: Finding): readonly string[] {
  const who = hosts.length > 6 ? `${hosts.slice(0, 5).join(', ')} and ${hosts.length - 5} more` : hosts.join(', ');
  return [
    `${styleText(severity === 'error' ? 'red' : 'yellow', severity)}: ${who} ${what}`,
    `  why: ${why}`,
    styleText('dim', `  do:  ${hint}`),
  ];
}
