/** Names as a message lists them: at most so many entries, the last of which tells how many are left out. */
export function shortened(names: readonly string[], most: number): string {
  return names.length > most ? `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more` : names.join(', ');
}
