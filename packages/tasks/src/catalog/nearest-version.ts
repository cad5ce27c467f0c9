/** Of a list the version nearest to another: the nearest patch of its minor, else the newest of the nearest minor. */
export function nearestVersion(wanted: string, among: readonly string[]): string | undefined {
  const [minor, patch] = placeOf(wanted);
  const far = (version: string): readonly [number, number] => {
    const [otherMinor, otherPatch] = placeOf(version);
    return [Math.abs(otherMinor - minor), otherMinor === minor ? Math.abs(otherPatch - patch) : -otherPatch];
  };
  return among.toSorted((a, b) => far(a)[0] - far(b)[0] || far(a)[1] - far(b)[1])[0];
}

/** True: the version is of a minor before `minor`, such as `3.6`. */
export function isBefore(version: string, minor: string): boolean {
  return placeOf(version)[0] < placeOf(minor)[0];
}

function placeOf(version: string): readonly [minor: number, patch: number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  return [major * 1000 + minor, patch];
}
