import type { Source } from '../../resource/batch.ts';
import { lines, script, sh, type Command } from '../../shell/command.ts';
import { directoryOf, haveDirectory } from '../../shell/directory.ts';
import type { Output } from '../../transport/transport.ts';

/** What stands at a path: nothing, or something with these attributes. A link counts as itself, not as what it names. */
export type PathState = AbsentPath | PresentPath;

export interface AbsentPath {
  readonly path: string;
  readonly exists: false;
}

export interface PresentPath {
  readonly path: string;
  readonly exists: true;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly uid: string;
  readonly gid: string;
  /** Bytes. */
  readonly size: number;
  /** Of a regular file, in hex, where it was asked for. */
  readonly sha256?: string;
}

/** `link`: attributes of the path itself; `target`: of what a link leads to. */
export type Follow = 'link' | 'target';

/** Where the checksum of a verified file is kept with the file's size, time and inode at that moment. */
const verifiedRoot = '/var/lib/kmagic/verified';

const chunkSize = 500;

/** The first fields are for `parsePathStates`; the sixth identifies a file's content short of reading it. */
const format = '%f|%u|%g|%U|%G|%s %.Y %i|%n';

/** Asks attributes of many paths with one `stat`. */
export function statPaths(paths: readonly string[], follow: Follow): Command {
  const flags = follow === 'target' ? ['-L'] : [];
  return lines(chunks(paths).map((some) => sh`stat ${flags} -c ${format} -- ${some} 2>/dev/null || :`));
}

/** As `statPaths` of links themselves, and the content of regular files with one `sha256sum`. */
export const hashedPaths: Source = { command: hashPaths };

function hashPaths(paths: readonly string[]): Command {
  const hashes = chunks(paths).map(
    // The loop is builtins only; it keeps sha256sum from reading fifos and devices.
    (some) => sh`set --
for p in ${some}; do if [ -f "$p" ] && [ ! -L "$p" ]; then set -- "$@" "$p"; fi; done
[ $# -eq 0 ] || sha256sum -- "$@" || :`,
  );
  return lines([statPaths(paths, 'link'), ...hashes]);
}

/** As `hashedPaths`, but a file that is as it was when it was verified is not read again. */
export function verifiedPaths(paths: readonly string[]): Command {
  return lines(chunks(paths).map((some) => sh`stat -c ${format} -- ${some} 2>/dev/null | ${hashUnlessStamped}`));
}

const hashUnlessStamped = script(`{
set --
while IFS= read -r line; do
  printf '%s\\n' "$line"
  p=\${line#*|*|*|*|*|*|}
  now=\${line#*|*|*|*|*|}; now=\${now%%|*}
  if [ ! -f "$p" ] || [ -L "$p" ]; then continue; fi
  sum=; was=
  if [ -r "${verifiedRoot}$p.stamp" ]; then read -r sum was < "${verifiedRoot}$p.stamp" || :; fi
  if [ -n "$sum" ] && [ "$was" = "$now" ]; then printf '%s  %s\\n' "$sum" "$p"; else set -- "$@" "$p"; fi
done
[ $# -eq 0 ] || sha256sum -- "$@" || :
}`);

/** Writes the stamp `verifiedPaths` trusts; run it right after the checksum was found right. */
export function stampVerified(path: string, sha256: string): Command {
  const stamp = `${verifiedRoot}${path}.stamp`;
  return sh`${haveDirectory(directoryOf(stamp))}
printf '%s %s\n' ${sha256} "$(stat -c '%s %.Y %i' -- ${path})" > ${stamp}.new
mv -f -- ${stamp}.new ${stamp}`;
}

/** What `statPaths`, `hashedPaths` or `verifiedPaths` printed, one state a path, in the order of `paths`. */
export function parsePathStates(out: Output, paths: readonly string[]): readonly PathState[] {
  const found = new Map<string, PresentPath>();
  for (const line of out.stdout.split('\n')) {
    const hash = /^\\?([0-9a-f]{64}) [ *](.+)$/.exec(line);
    const known = hash && found.get(hash[2]!);
    if (known) {
      found.set(known.path, { ...known, sha256: hash[1]! });
      continue;
    }
    const fields = /^([0-9a-f]+)\|(\d+)\|(\d+)\|([^|]*)\|([^|]*)\|(\d+) [^|]*\|(.+)$/.exec(line);
    if (fields === null) continue;
    const [, bits, uid, gid, owner, group, size, path] = fields as unknown as readonly string[];
    const mode = Number.parseInt(bits!, 16);
    found.set(path!, {
      path: path!,
      exists: true,
      type: typeOf(mode),
      mode: (mode & 0o7777).toString(8).padStart(4, '0'),
      owner: owner!,
      group: group!,
      uid: uid!,
      gid: gid!,
      size: Number(size),
    });
  }
  return paths.map((path) => found.get(path) ?? { path, exists: false });
}

function typeOf(mode: number): PresentPath['type'] {
  switch (mode & 0o170000) {
    case 0o100000:
      return 'file';
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'link';
    default:
      return 'other';
  }
}

function chunks(paths: readonly string[]): readonly (readonly string[])[] {
  const out: (readonly string[])[] = [];
  for (let from = 0; from < paths.length; from += chunkSize) out.push(paths.slice(from, from + chunkSize));
  return out;
}
