/** How many of `members` a roll may take down at once: as many as the others do without; one where they never can, as one or two. */
export function downAtOnce(members: number): number {
  return Math.max(1, Math.floor((members - 1) / 2));
}
