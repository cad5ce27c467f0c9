import { connectionNames, inertConnectionNames, isFactName } from '@kmagic/core';
import { closest, distance } from 'fastest-levenshtein';
import { featureFamilies, type Feature } from './known-features.ts';
import { inertNames } from './known-inert.ts';
import { refusedSettings } from './known-settings.ts';
import type { HostInput } from './spec-input.ts';
import { variablesByName } from './topics.ts';

/** What kmagic makes of a name it has no variable for. */
export type Verdict =
  | { readonly is: 'accepted' }
  | { readonly is: 'noted'; readonly because: string }
  | { readonly is: 'refused'; readonly reason: string; readonly instead: string | undefined }
  | { readonly is: 'unknown'; readonly nearest: string | undefined };

const features: readonly Feature[] = [...refusedSettings, ...featureFamilies];

/** Judges a name that is no variable of kmagic's: the answer may depend on what else the host has. */
export function judge(name: string): (host: HostInput) => Verdict {
  const candidates = features.filter((feature) => feature.names.some(matcher(name)) || feature.switches.includes(name));
  const feature = candidates.find(({ switches, names }) => switches.includes(name) || names.includes(name)) ?? candidates[0];
  if (feature !== undefined) return (host) => judgeFeature(name, host, feature);
  const inert = [...inertNames, ...inertConnectionNames].find(({ names }) => names.some(matcher(name)));
  if (inert !== undefined) return () => ({ is: 'noted', because: inert.reason });
  if (isFactName(name)) return () => ({ is: 'accepted' });
  return () => ({ is: 'unknown', nearest: nearestKnown(name) });
}

function judgeFeature(name: string, host: HostInput, feature: Feature): Verdict {
  const asksForIt = (variable: string): boolean => !isHarmless(host.variables[variable], feature);
  const isSwitch = feature.switches.includes(name);
  if (isSwitch || feature.switches.length === 0) {
    return asksForIt(name) ? { is: 'refused', reason: feature.reason, instead: feature.instead } : { is: 'accepted' };
  }
  if (feature.switches.some(asksForIt)) return { is: 'accepted' };
  return { is: 'noted', because: `is about ${feature.about}, which is off` };
}

function isHarmless(value: unknown, feature: Feature): boolean {
  if (feature.harmless?.some((harmless) => String(harmless) === String(value).toLowerCase()) === true) return true;
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (typeof value === 'string') return ['false', 'no', 'off'].includes(value.toLowerCase());
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** `*` stands for any text; names hold nothing else a pattern would mind. */
function matcher(name: string): (pattern: string) => boolean {
  return (pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}

const exactNames: readonly string[] = [
  ...variablesByName.keys(),
  ...Object.values(connectionNames).flat(),
  ...features.flatMap(({ names, switches }) => [...names, ...switches]).filter((name) => !name.includes('*')),
];

function nearestKnown(name: string): string | undefined {
  const best = closest(name, exactNames);
  return distance(name, best) <= Math.max(2, Math.floor(name.length / 4)) ? best : undefined;
}
