import { originsOf } from './read-values.ts';
import type { HostInput, Problem } from './spec-input.ts';

/** A problem about a variable, with where the hosts concerned have it from. */
export function aboutVariable(name: string, [message, hint]: readonly [string, string], hosts: readonly HostInput[]): Problem {
  return { code: 'badVariable', subject: name, message, hint, hosts: hosts.map((host) => host.name), origins: originsOf(name, hosts) };
}

/** A problem about groups or hosts rather than one variable. */
export function aboutInventory(subject: string, [message, hint]: readonly [string, string], hosts: readonly string[] = []): Problem {
  return { code: 'badInventory', subject, message, hint, hosts, origins: [] };
}
