import { closest, distance } from 'fastest-levenshtein';

/** The known name most like the given one, or undefined where none is like enough to be meant. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const candidates = [...known].filter((candidate) => candidate !== name);
  if (candidates.length === 0) return undefined;
  const best = closest(name, candidates);
  const apart = distance(name, best);
  const longest = Math.max(name.length, best.length);
  // Two short names that share no letter are never each other.
  return apart <= Math.max(1, Math.floor(longest / 3)) && apart < longest ? best : undefined;
}
