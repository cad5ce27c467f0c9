/** What an option comes to that may stand several times, as commander builds it up: all that was said, in that order. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
