/** What a host can run other than the release of this machine. */
export type ReleaseName = 'debian-11' | 'debian-12' | 'debian-13' | 'ubuntu-22.04' | 'ubuntu-24.04';

/** A release as its archive names it. */
export interface Release {
  readonly distribution: 'debian' | 'ubuntu';
  readonly codename: string;
}

export const releases: Readonly<Record<ReleaseName, Release>> = {
  'debian-11': { distribution: 'debian', codename: 'bullseye' },
  'debian-12': { distribution: 'debian', codename: 'bookworm' },
  'debian-13': { distribution: 'debian', codename: 'trixie' },
  'ubuntu-22.04': { distribution: 'ubuntu', codename: 'jammy' },
  'ubuntu-24.04': { distribution: 'ubuntu', codename: 'noble' },
};
