/** True: a kernel release such as `6.1.0-18-amd64` is at least the version given. */
export function kernelAtLeast(release: string, [major, minor]: readonly [number, number]): boolean {
  const match = /^(\d+)\.(\d+)/.exec(release);
  const [seenMajor, seenMinor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return seenMajor > major || (seenMajor === major && seenMinor >= minor);
}
