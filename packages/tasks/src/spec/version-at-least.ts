/** True: a version such as `2.3.4`, or a kernel's `6.1.0-18-amd64`, is at least the one given. */
export function versionAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version);
  const [seenMajor, seenMinor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return seenMajor > major || (seenMajor === major && seenMinor >= minor);
}
