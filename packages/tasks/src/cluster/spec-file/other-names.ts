import { connectionNames } from '@kmagic/core';
import { ignoredNames } from '../../spec/check-names.ts';
import { judge, type Verdict } from '../../spec/known-names.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import { variablesByName } from '../../spec/topics.ts';

/** What becomes of a name that is no setting, the gravest first; `own`: it only feeds templates, `gone`: kubespray had it once. */
export const otherStandings = ['not supported', 'gone', 'unknown', 'ignored', 'own', 'without effect'] as const;

export type OtherName = (typeof otherStandings)[number];

const connection: ReadonlySet<string> = new Set(Object.values(connectionNames).flat());

/** The names of an inventory that are no settings, and what becomes of each, sorted; `referenced` are those that templates name. */
export function otherNames(hosts: readonly HostInput[], referenced: ReadonlySet<string>): ReadonlyMap<string, OtherName> {
  const ignored = new Set(hosts.flatMap((host) => [...ignoredNames(host)]));
  const found = new Map<string, OtherName>();
  for (const [name, having] of Map.groupBy(hosts.flatMap(namesOf), ([name]) => name)) {
    if (variablesByName.has(name) || connection.has(name)) continue;
    const judged = judge(name);
    const uses = having.map(([, host]) => (ignored.has(name) ? 'ignored' : standingOf(judged(host), referenced.has(name))));
    found.set(name, otherStandings.find((one) => uses.includes(one)) ?? 'without effect');
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What templates name is a person's own, whatever kubespray once called so. */
function standingOf({ is }: Verdict, isReferenced: boolean): OtherName {
  if (is === 'refused') return 'not supported';
  if (is === 'noted') return 'without effect';
  if (isReferenced) return 'own';
  if (is === 'accepted') return 'without effect';
  return is === 'unknown' ? 'unknown' : 'gone';
}

function namesOf(host: HostInput): readonly (readonly [string, HostInput])[] {
  return Object.keys(host.variables).map((name) => [name, host] as const);
}
