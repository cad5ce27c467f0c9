import { checkAddresses, checkRanges } from './check-addresses.ts';
import { checkPodAmounts, checkReservations } from './check-amounts.ts';
import { checkCatalog } from './check-catalog.ts';
import { checkClaims } from './check-claims.ts';
import { checkDaemons } from './check-daemons.ts';
import { checkHosts, checkMembership } from './check-hosts.ts';
import { checkKernels, checkOptions } from './check-options.ts';
import { checkTimes } from './check-times.ts';
import type { HostSpec } from './cluster-spec.ts';
import type { HostInput, Problem } from './spec-input.ts';
import type { ClusterTopics } from './variable.ts';

/** What a check looks at: settings and hosts, each good by itself. */
export interface Draft {
  readonly cluster: ClusterTopics;
  readonly hosts: readonly HostSpec[];
  readonly inputs: readonly HostInput[];
}

/** A check of how settings and hosts go together; pure, no problems means it holds. */
export type Check = (draft: Draft) => readonly Problem[];

const checks: readonly Check[] = [
  checkMembership,
  checkHosts,
  checkAddresses,
  checkClaims,
  checkRanges,
  checkOptions,
  checkKernels,
  checkPodAmounts,
  checkReservations,
  checkTimes,
  checkDaemons,
  checkCatalog,
];

/** Everything about the cluster as a whole that is wrong. */
export function crossCheck(draft: Draft): readonly Problem[] {
  return checks.flatMap((check) => check(draft));
}
