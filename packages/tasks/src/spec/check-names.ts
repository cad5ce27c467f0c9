import { connectionNames, shortened } from '@kmagic/core';
import { judge, type Verdict } from './known-names.ts';
import { aboutVariable } from './problem.ts';
import { originsOf } from './read-values.ts';
import { said } from './said.ts';
import type { HostInput, Problem, SpecInput } from './spec-input.ts';
import { variablesByName } from './topics.ts';
import { ignoreVariables } from './variables/general.ts';

/** Problems with names kmagic has no variable for, and notes on those without effect. */
export function checkNames(input: SpecInput, hosts: readonly HostInput[]): { problems: readonly Problem[]; notes: readonly string[] } {
  const ignored = new Set(hosts.flatMap((host) => [...ignoredNames(host)]));
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
    // Templates take what is said of it, whatever becomes of it otherwise.
    if (because !== undefined && !input.referenced.has(name)) noted.set(because, [...(noted.get(because) ?? []), name]);
    const bad = verdicts.filter(({ verdict }) => isBad(verdict, input.referenced.has(name)));
    if (bad.length > 0)
      problems.push(
        problemOf(
          name,
          bad.map(({ host }) => host),
        ),
      );
  }
  problems.push(...wrongIgnores(hosts));
  return { problems, notes: [...noted].map(([because, names]) => noteOf(names, because)) };
}

/** A name other definitions refer to is a person's own, even where kubespray once had it. */
function isBad({ is }: Verdict, referenced: boolean): boolean {
  return is === 'refused' || ((is === 'unknown' || is === 'renamed' || is === 'removed') && !referenced);
}

function namesOf(host: HostInput): readonly (readonly [string, HostInput])[] {
  return Object.keys(host.variables).map((name) => [name, host] as const);
}

/** The names a host's inventory says to pass over. */
export function ignoredNames(host: HostInput): ReadonlySet<string> {
  const parsed = ignoreVariables.type.schema.safeParse(said(host, ignoreVariables.name));
  return new Set(parsed.success ? parsed.data : []);
}

function wrongIgnores(hosts: readonly HostInput[]): readonly Problem[] {
  const { name, type } = ignoreVariables;
  const wrong = hosts.filter((host) => !type.schema.safeParse(said(host, name) ?? []).success);
  return wrong.length === 0 ? [] : [aboutVariable(name, ['must be a list of names', 'write one name a line, behind "- "'], wrong)];
}

const connection: ReadonlySet<string> = new Set(Object.values(connectionNames).flat());

function isPassedOver(name: string, ignored: ReadonlySet<string>): boolean {
  return variablesByName.has(name) || ignored.has(name) || connection.has(name);
}

function problemOf(name: string, hosts: readonly HostInput[]): Problem {
  const [host] = hosts;
  const rest = { subject: name, hosts: hosts.map((one) => one.name), origins: originsOf(name, hosts) };
  return { ...complaint(name, host === undefined ? { is: 'accepted' } : judge(name)(host)), ...rest };
}

function complaint(name: string, verdict: Verdict): Pick<Problem, 'code' | 'message' | 'hint'> {
  if (verdict.is === 'refused') {
    const hint = `${orElse(verdict.instead)}take it out, or list it in ignore_variables to go on without it`;
    return { code: 'unsupported', message: `is not supported: ${verdict.reason}`, hint };
  }
  if (verdict.is === 'renamed') {
    const hint = `write ${verdict.to} (kmagic variables migrate does it), or list ${name} in ignore_variables`;
    return { code: 'badVariable', message: `was renamed in kubespray ${verdict.release}: it is ${verdict.to} now`, hint };
  }
  if (verdict.is === 'removed') {
    const hint = `${orElse(verdict.instead)}take it out (kmagic variables migrate does it), or list it in ignore_variables`;
    return { code: 'badVariable', message: `was removed in kubespray ${verdict.release}: ${verdict.because}`, hint };
  }
  const nearest = verdict.is === 'unknown' ? verdict.nearest : undefined;
  return {
    code: 'badVariable',
    message: nearest === undefined ? 'is no variable kmagic knows' : `is no variable kmagic knows; the nearest is ${nearest}`,
    hint: nearest === undefined ? 'take it out, or list it in ignore_variables' : `write ${nearest}, or list ${name} in ignore_variables`,
  };
}

function orElse(instead: string | undefined): string {
  return instead === undefined ? '' : `${instead}, or `;
}

function noteOf(names: readonly string[], because: string): string {
  return `without effect: ${shortened(names, 4)} (${because})`;
}
