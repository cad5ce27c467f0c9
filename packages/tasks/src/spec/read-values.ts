import { fingerprint } from '@kmagic/core';
import { issueWords, shownPath } from './issue-words.ts';
import { holdsSecret, said } from './said.ts';
import type { HostInput, Problem } from './spec-input.ts';
import type { Given, Read } from './resolve.ts';
import type { AnyVariable } from './topics.ts';

const nothing: Given = { given: false };

/** Reads variables that must be the same on every host that has them. */
export function clusterReader(hosts: readonly HostInput[], report: (problem: Problem) => void): Read {
  return (variable) => {
    const having = hosts.filter((host) => isGiven(variable, host));
    const [first] = having;
    if (first === undefined) return nothing;
    const other = having.find((host) => !isSame(said(host, variable.name), said(first, variable.name)));
    if (other !== undefined) report(disagreement(variable, first, other));
    return parsed(variable, having, report);
  };
}

/** Reads what one host has for itself. */
export function hostReader(host: HostInput, report: (problem: Problem) => void): Read {
  return (variable) => (isGiven(variable, host) ? parsed(variable, [host], report) : nothing);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || fingerprint(one) === fingerprint(other);
}

/** Whether the inventory says anything: null stands for "not given", except where the type knows it. */
export function isGiven(variable: AnyVariable, host: HostInput): boolean {
  const raw = said(host, variable.name);
  return raw !== undefined && (raw !== null || variable.type.schema.safeParse(null).success);
}

/** `hosts` are those that have it, one at least; the first speaks for all. */
function parsed(variable: AnyVariable, hosts: readonly HostInput[], report: (problem: Problem) => void): Given {
  const host = hosts[0]!;
  const result = variable.type.schema.safeParse(said(host, variable.name), { error: issueWords });
  if (result.success) return { given: true, value: result.data };
  // What is wrong may quote the value.
  const isHidden = holdsSecret(host.variables[variable.name]);
  const issues = result.error.issues.map(({ path, message }) => {
    const what = isHidden ? `is encrypted, and its text is not of the type ${variable.type.shown}` : message;
    return path.length === 0 ? what : `${shownPath(path)}: ${what}`;
  });
  report({
    code: 'badVariable',
    subject: variable.name,
    message: [...new Set(issues)].join('; '),
    hint: `${variable.name} (${variable.type.shown}): ${variable.about}`,
    hosts: hosts.map(({ name }) => name),
    origins: originsOf(variable.name, hosts),
  });
  return nothing;
}

function disagreement(variable: AnyVariable, one: HostInput, other: HostInput): Problem {
  return {
    code: 'badVariable',
    subject: variable.name,
    message: `is one for the whole cluster, but ${one.name} and ${other.name} have different values`,
    hint: 'set it once, in group_vars/all or group_vars/k8s_cluster',
    hosts: [one.name, other.name],
    origins: originsOf(variable.name, [one, other]),
  };
}

/** The distinct places a variable was written for some hosts. */
export function originsOf(name: string, hosts: readonly HostInput[]): Problem['origins'] {
  const found = hosts.map((host) => host.origins[name]).filter((origin) => origin !== undefined);
  return [...new Map(found.map((origin) => [`${origin.file}:${origin.line}`, origin])).values()];
}
