const releases = {
  'debian-11': { distribution: 'debian', codename: 'bullseye' },
  'debian-12': { distribution: 'debian', codename: 'bookworm' },
  'debian-13': { distribution: 'debian', codename: 'trixie' },
  'ubuntu-22.04': { distribution: 'ubuntu', codename: 'jammy' },
  'ubuntu-24.04': { distribution: 'ubuntu', codename: 'noble' },
} as const;

/** What a host can run other than the release of this machine. */
export type ReleaseName = keyof typeof releases;

/** A release as its archive names it. */
export interface Release {
  readonly distribution: 'debian' | 'ubuntu';
  readonly codename: string;
}

export const releaseNames = Object.keys(releases) as readonly ReleaseName[];

export function releaseOf(name: ReleaseName): Release {
  return releases[name];
}
