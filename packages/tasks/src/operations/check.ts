import type { HostView, Operation } from '@kmagic/core';
import { factFindings } from '../roles/preflight/fact-rules.ts';
import { merged, type Finding } from '../roles/preflight/finding.ts';
import type { HostState } from '../roles/preflight/host-state.ts';
import { preflight } from '../roles/preflight/role.ts';
import { stateFindings } from '../roles/preflight/state-rules.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';

/** Looks at every host for what would be in the way of an apply; changes nothing. */
export const check: Operation<ClusterSpec> = {
  name: 'check',
  about: 'Find what would be in the way, on all hosts at once.',
  stages: () => [{ name: 'look', about: 'what would be in the way', hosts: (all) => all, roles: [preflight] }],
};

/** What is in the way by what is known of the hosts; states only where they were looked at. `ignore_assert_errors` makes warnings of errors. */
export function findingsOf(spec: ClusterSpec, hosts: readonly HostView[], states: ReadonlyMap<string, HostState>): readonly Finding[] {
  const known = hosts.flatMap(({ name, facts }) => (facts === undefined ? [] : [{ host: spec.host(name), facts }]));
  const found = [...factFindings(spec, known), ...[...states].flatMap(([name, state]) => stateFindings(spec, spec.host(name), state))];
  const isIgnored = (finding: Finding): boolean => finding.hosts.every((name) => spec.host(name).preinstall.ignoreAssertErrors);
  return merged(found.map((finding) => (isIgnored(finding) ? { ...finding, severity: 'warning' } : finding)));
}
