import { connectionNames, inertConnectionNames, isFactName } from '@kmagic/core';
import { closest, distance } from 'fastest-levenshtein';
import type { Removed } from './kubespray/removed.ts';
import { isComputed, type KnownGroup } from './kubespray/known-group.ts';
import { knownByName, removedByName, renamedByName, type Known } from './kubespray/known-variables.ts';
import { said } from './said.ts';
import type { HostInput } from './spec-input.ts';
import { variablesByName } from './topics.ts';

/** What kmagic makes of a name it has no typed variable for. */
export type Verdict =
  | { readonly is: 'accepted' }
  | { readonly is: 'noted'; readonly because: string }
  | { readonly is: 'refused'; readonly reason: string; readonly instead: string | undefined }
  | { readonly is: 'renamed'; readonly release: string; readonly to: string }
  | { readonly is: 'removed'; readonly release: string; readonly because: string; readonly instead: string | undefined }
  | { readonly is: 'unknown'; readonly nearest: string | undefined };

/** Judges a name that is no variable of kmagic's: the answer may depend on what else the host has. */
export function judge(name: string): (host: HostInput) => Verdict {
  const known = knownByName.get(name);
  if (known !== undefined) return (host) => judgeKnown(known, host);
  const moved = renamedByName.get(name);
  if (moved !== undefined) return () => ({ is: 'renamed', release: moved.release, to: moved.to });
  const gone = removedByName.get(name);
  if (gone !== undefined) return (host) => judgeRemoved(gone, host);
  const inert = inertConnectionNames.find(({ names }) => names.some(matcher(name)));
  if (inert !== undefined) return () => ({ is: 'noted', because: inert.reason });
  if (isFactName(name)) return () => ({ is: 'accepted' });
  // Looking through all names takes a while, and not everybody wants to know.
  const unknown: Verdict = {
    is: 'unknown',
    get nearest() {
      return nearestKnown(name);
    },
  };
  return () => unknown;
}

function judgeKnown({ row: [name], group }: Known, host: HostInput): Verdict {
  if (group.status === 'accepted') return { is: 'noted', because: group.because };
  const { switches = [], harmless = [] } = group;
  const asksForIt = (variable: string): boolean => !isHarmless(variable, said(host, variable), harmless);
  if (switches.includes(name) || switches.length === 0) {
    return asksForIt(name) ? { is: 'refused', reason: group.because, instead: group.instead } : { is: 'accepted' };
  }
  return switches.some(asksForIt) ? { is: 'accepted' } : { is: 'noted', because: `is about ${group.about}, which is off` };
}

function judgeRemoved({ release, because, instead, part }: Removed, host: HostInput): Verdict {
  const isOff = part?.switches.every((name) => isHarmless(name, said(host, name), part.harmless ?? [])) === true;
  if (isOff) return { is: 'noted', because: `is about ${part.about}, which kubespray removed in ${release}` };
  return { is: 'removed', release, because, instead };
}

/** What kubespray does anyway asks for nothing, and so do false and nothing where it does nothing by itself. */
function isHarmless(name: string, value: unknown, harmless: NonNullable<KnownGroup['harmless']>): boolean {
  if (value === undefined || value === null || harmless.some((one) => isSame(value, one))) return true;
  const row = knownByName.get(name)?.row;
  const fallback = row?.[2];
  if (fallback !== undefined && !isComputed(fallback) && isSame(value, fallback)) return true;
  if (!isNothing(value)) return false;
  // Where true is what kubespray does, false switches it off.
  if (harmless.includes(true)) return false;
  return isComputed(fallback) ? row?.[1] === 'boolean' : isNothing(fallback);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (typeof value === 'string') return written(value) === 'false';
  return Array.isArray(value) ? value.length === 0 : isIdleMap(value);
}

/** A map that is empty or says `enabled: false`; a secret has no keys to see and is neither. */
function isIdleMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value.constructor !== Object) return false;
  return Object.keys(value).length === 0 || ('enabled' in value && value.enabled === false);
}

function isSame(value: unknown, other: unknown): boolean {
  return written(value) === written(other);
}

/** 2 and '2' are the same, and so are true, 'True' and 'yes'. */
function written(value: unknown): string {
  const text = (typeof value === 'string' ? value.trim() : JSON.stringify(value)).toLowerCase();
  return words[text] ?? text;
}

const words: Readonly<Record<string, string>> = { yes: 'true', on: 'true', no: 'false', off: 'false' };

/** `*` stands for any text; names hold nothing else a pattern would mind. */
function matcher(name: string): (pattern: string) => boolean {
  return (pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}

const exactNames: readonly string[] = [...variablesByName.keys(), ...knownByName.keys(), ...Object.values(connectionNames).flat()];

function nearestKnown(name: string): string | undefined {
  const best = closest(name, exactNames);
  // Of short names one letter may be wrong: with two of them another would be meant.
  return distance(name, best) <= Math.max(name.length < 5 ? 1 : 2, Math.floor(name.length / 4)) ? best : undefined;
}
