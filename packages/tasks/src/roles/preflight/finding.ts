/** Something about hosts that will be in the way, found before anything is done. */
export interface Finding {
  /** An error stops an apply, where it shows before; a warning is only said. */
  readonly severity: 'error' | 'warning';
  readonly hosts: readonly string[];
  /** What is so, as the end of a sentence that starts with the hosts. */
  readonly what: string;
  readonly why: string;
  /** What to do. */
  readonly hint: string;
}

/** The same finding on several hosts becomes one; errors come first. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, ({ severity, what, why, hint }) => JSON.stringify([severity, what, why, hint]));
  const all = [...groups.values()].map((same) => ({ ...same[0]!, hosts: [...new Set(same.flatMap((f) => f.hosts))] }));
  return [...all.filter((f) => f.severity === 'error'), ...all.filter((f) => f.severity === 'warning')];
}
