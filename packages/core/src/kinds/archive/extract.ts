import { lines, script, sh, type Command } from '../../shell/command.ts';
import { directoryOf, haveDirectory } from '../../shell/directory.ts';
import type { Extract } from './archive.ts';

/** Where the stamp of an extraction is kept. */
export function stampOf({ path }: { readonly path: string }): string {
  return `/var/lib/kmagic/archives${path}.stamp`;
}

/** Unpacks aside, with the faster of two where the host has it, and renames each file into place; leaves their paths in the shell's "$@". */
export function extractTo(from: { readonly file: string; readonly strip: number; readonly extract: Extract }): Command {
  const { file, strip, extract } = from;
  const placed = 'into' in extract ? extract.into : directoryOf(Object.values(extract.members)[0] ?? '/var/cache/kmagic/x');
  const unpack = sh`${haveDirectory(placed)}
aside=$(mktemp -d -- ${placed}/.kmagic-XXXXXX)
trap 'rm -rf -- "$aside"' EXIT
with=
case ${file} in *gz) ! command -v igzip >/dev/null || with=--use-compress-program=igzip ;; esac
tar -x $with --no-same-owner --strip-components=${strip} -C "$aside" -f ${file}
set --`;
  if ('into' in extract) return lines([unpack, sh`into=${extract.into}`, placeAll]);
  const members = Object.entries(extract.members).map(
    ([member, to]) => sh`[ -f "$aside"/${member} ] || { echo ${`the archive holds no file ${member}`} >&2; exit 1; }
${directoryOf(to) === placed ? sh`mv -fT -- "$aside"/${member} ${to}` : fromElsewhere(member, to)}
set -- "$@" ${to}`,
  );
  return lines([unpack, ...members]);
}

/** The directory may be on another file system, where only what is beside a file can replace it at once. */
function fromElsewhere(member: string, to: string): Command {
  return sh`${haveDirectory(directoryOf(to))}
mv -f -- "$aside"/${member} ${to}.kmagic-new
mv -fT -- ${to}.kmagic-new ${to}`;
}

/** A directory and all files in it at once; names with a newline are nothing a release archive has. */
const placeAll = script(`list=$(cd -- "$aside" && find . \\( -type d -printf 'd %P\\n' -o -printf 'f %P\\n' \\))
while IFS= read -r line; do
  name=\${line#? }
  case "$line" in
    d*) [ -d "$into/$name" ] || mkdir -p -- "$into/$name"
      find "$aside/$name" -mindepth 1 -maxdepth 1 ! -type d -exec mv -f -t "$into/$name" -- {} + ;;
    f*) set -- "$@" "$into/$name" ;;
  esac
done <<KMAGIC
$list
KMAGIC`);
