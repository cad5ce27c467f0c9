/** How many of `members` may be down while the others still agree. */
export function canLose(members: number): number {
  return Math.floor((members - 1) / 2);
}
