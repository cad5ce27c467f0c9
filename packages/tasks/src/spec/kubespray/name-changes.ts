import { KmagicError, type NameChanges } from '@kmagic/core';
import { firstKnownRelease, removed } from './history.ts';
import { removedByName, renamedByName } from './known-variables.ts';

/** What kubespray has renamed and removed after a release such as 2.24; without one, all there is. Anything but a release is `usage`. */
export function nameChangesSince(from: string | undefined): NameChanges {
  const since = from === undefined ? 0 : numberOf(from);
  if (since === undefined) {
    throw new KmagicError('usage', `${from} is no release of kubespray`, { hint: `write it as 2.24; the newest known is ${newest()}` });
  }
  if (from !== undefined && since < (numberOf(firstKnownRelease) ?? 0)) {
    throw new KmagicError('usage', `nothing is known of what kubespray had before ${firstKnownRelease}`, {
      hint: `leave --from out to go by everything since ${firstKnownRelease}; names that nobody knows are told by: kmagic validate`,
    });
  }
  return {
    renamed: (name) => {
      const found = renamedByName.get(name);
      if (found === undefined || !isAfter(found.release, since)) return undefined;
      return { to: found.to, note: `renamed to ${found.to} in ${found.release}` };
    },
    removed: (name) => {
      const found = removedByName.get(name);
      if (found === undefined || !isAfter(found.release, since)) return undefined;
      const instead = found.instead === undefined ? '' : `; ${found.instead}`;
      return `removed in ${found.release}: ${found.because}${instead}`;
    },
  };
}

/** The minor of `2.24`, `v2.24` or `2.24.1`. */
function numberOf(release: string): number | undefined {
  const minor = /^v?2\.(\d{1,3})(?:\.\d+)?$/.exec(release)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

function isAfter(release: string, since: number): boolean {
  return (numberOf(release) ?? 0) > since;
}

function newest(): string {
  return removed.map(({ release }) => release).reduce((one, other) => (isAfter(other, numberOf(one) ?? 0) ? other : one));
}
