/** A DNS name in lower case, or an address in its shortest form, so that equal names are equal text. */
export function canonicalName(name: string): string {
  if (!name.includes(':')) return name.toLowerCase();
  try {
    return new URL(`http://[${name}]`).hostname.slice(1, -1);
  } catch {
    return name.toLowerCase();
  }
}

/** Whether a subject alternative name is an address. */
export function isAddress(name: string): boolean {
  return name.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}

/** The names in canonical form, in order, each once; empty ones left out. */
export function uniqueNames(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.flatMap((n) => (n === undefined || n === '' ? [] : [canonicalName(n)])))];
}
