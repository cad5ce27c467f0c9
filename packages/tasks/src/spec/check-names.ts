import { connectionNames } from '@kmagic/core';
import { judge } from './known-names.ts';
import { originsOf } from './read-values.ts';
import type { HostInput, Problem, SpecInput } from './spec-input.ts';
import { variablesByName } from './topics.ts';
import { ignoreVariables } from './variables/general.ts';

/** Problems with names kmagic has no variable for, and notes on those without effect. */
export function checkNames(input: SpecInput, hosts: readonly HostInput[]): { problems: readonly Problem[]; notes: readonly string[] } {
  const ignored = new Set(hosts.flatMap(ignoredBy));
  const strangers = [...Map.groupBy(hosts.flatMap(namesOf), ([name]) => name)].filter(([name]) => !isPassedOver(name, ignored));
  const problems: Problem[] = [];
  const noted = new Map<string, string[]>();
  for (const [name, uses] of strangers) {
    const having = uses.map(([, host]) => host);
    const judged = judge(name);
    const verdicts = having.map((host) => ({ host, verdict: judged(host) }));
    const because = verdicts
      .map(({ verdict }) => (verdict.is === 'noted' ? verdict.because : undefined))
      .find((text) => text !== undefined);
    if (because !== undefined) noted.set(because, [...(noted.get(because) ?? []), name]);
    const bad = verdicts.filter(({ verdict }) => verdict.is === 'refused' || (verdict.is === 'unknown' && !input.referenced.has(name)));
    if (bad.length > 0)
      problems.push(
        problemOf(
          name,
          bad.map(({ host }) => host),
        ),
      );
  }
  return { problems, notes: [...noted].map(([because, names]) => noteOf(names, because)) };
}

function namesOf(host: HostInput): readonly (readonly [string, HostInput])[] {
  return Object.keys(host.variables).map((name) => [name, host] as const);
}

function ignoredBy(host: HostInput): readonly string[] {
  const parsed = ignoreVariables.type.schema.safeParse(host.variables[ignoreVariables.name]);
  return parsed.success ? parsed.data : [];
}

const connection: ReadonlySet<string> = new Set(Object.values(connectionNames).flat());

function isPassedOver(name: string, ignored: ReadonlySet<string>): boolean {
  return variablesByName.has(name) || ignored.has(name) || connection.has(name);
}

function problemOf(name: string, hosts: readonly HostInput[]): Problem {
  const [host] = hosts;
  const verdict = host === undefined ? undefined : judge(name)(host);
  const rest = { subject: name, hosts: hosts.map((one) => one.name), origins: originsOf(name, hosts) };
  if (verdict?.is === 'refused') {
    const instead = verdict.instead === undefined ? '' : `${verdict.instead}, or `;
    const hint = `${instead}take it out, or list it in ignore_variables to go on without it`;
    return { code: 'unsupported', message: `is not supported: ${verdict.reason}`, hint, ...rest };
  }
  const nearest = verdict?.is === 'unknown' ? verdict.nearest : undefined;
  return {
    code: 'badVariable',
    message: nearest === undefined ? 'is no variable kmagic knows' : `is no variable kmagic knows; the nearest is ${nearest}`,
    hint: nearest === undefined ? 'take it out, or list it in ignore_variables' : `write ${nearest}, or list ${name} in ignore_variables`,
    ...rest,
  };
}

function noteOf(names: readonly string[], because: string): string {
  const shown = names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return `without effect: ${shown} (${because})`;
}
