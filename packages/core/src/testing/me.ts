import { execFileSync } from 'node:child_process';

/** The user and group the tests run as, by number: what a file can be handed to without being root. */
export const me: { readonly owner: string; readonly group: string } = {
  owner: String(process.getuid?.() ?? 0),
  group: String(process.getgid?.() ?? 0),
};

/** The same by name, for kinds that know owners by their names only. */
export function myNames(): { readonly owner: string; readonly group: string } {
  const said = (word: string): string => execFileSync('id', [word], { encoding: 'utf8' }).trim();
  return { owner: said('-un'), group: said('-gn') };
}
