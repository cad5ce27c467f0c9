import { styleText } from 'node:util';
import { redact, shortened } from '@kmagic/core';
import type { Finding } from '../unfit.ts';
import { counted } from './counted.ts';

/** Findings as people read them: who, what, why, what to do; errors first, and a count in the end. */
export function findingsText(findings: readonly Finding[], hosts: number): string {
  const of = (severity: Finding['severity']): string => counted(findings.filter((f) => f.severity === severity).length, severity);
  const end = `Checked ${counted(hosts, 'host')}: ${of('error')}, ${of('warning')}.`;
  return redact(`${[...findings.flatMap(findingLines), end].join('\n')}\n`);
}

/** One finding, on three lines. */
export function findingLines({ severity, hosts, what, why, hint }: Finding): readonly string[] {
  return [
    `${styleText(severity === 'error' ? 'red' : 'yellow', severity)}: ${shortened(hosts, 6)} ${hosts.length > 1 ? ofSeveral(what) : what}`,
    `  why: ${why}`,
    styleText('dim', `  do:  ${hint}`),
  ];
}

/** `does not synchronise its clock`, said of several. */
function ofSeveral(what: string): string {
  const irregular = { does: 'do', has: 'have', is: 'are' } as const;
  return what
    .replace(/^(does|has|is)\b/, (verb) => irregular[verb as keyof typeof irregular])
    .replace(/^(run|install|get)s\b/, '$1')
    .replace(/\bits\b/, 'their');
}
