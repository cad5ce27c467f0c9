import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { labHome } from '../lab/lab-home.ts';

/** The newest built program of the lab's artifacts, or why there is none. */
function programPath(artifact: string, program: string): { readonly path: string } | { readonly missing: string } {
  const home = join(labHome(), 'artifacts');
  const folders = existsSync(home)
    ? readdirSync(home).filter((f) => f.startsWith(`${artifact}-`) && !f.endsWith('.partial') && !f.endsWith('.lock'))
    : [];
  const found = folders
    .sort()
    .reverse()
    .map((f) => join(home, f, program))
    .find(existsSync);
  return found === undefined ? { missing: `${program} is not built: \`pnpm lab artifacts\` makes it` } : { path: found };
}

/** The programs by name; undefined, with the reason printed, where some are missing and nobody requires the lab (KMAGIC_REQUIRE_LAB=1). */
export function programs(wanted: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  const found = Object.entries(wanted).map(([program, artifact]) => [program, programPath(artifact, program)] as const);
  const missing = found.flatMap(([, f]) => ('missing' in f ? [f.missing] : []));
  if (missing.length > 0) {
    if (process.env['KMAGIC_REQUIRE_LAB'] === '1') throw new Error(missing.join('; '));
    process.stderr.write(`skipped: ${missing.join('; ')}\n`);
    return undefined;
  }
  return Object.fromEntries(found.flatMap(([program, f]) => ('path' in f ? [[program, f.path]] : [])));
}
