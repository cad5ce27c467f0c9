import { fingerprint } from '../../resource/fingerprint.ts';
import { defineKind, type Change } from '../../resource/kind.ts';
import { lines, script, sh, type Command } from '../../shell/command.ts';
import { directoryOf, haveDirectory } from '../../shell/directory.ts';
import { batched } from '../batched.ts';
import { bareHash, fetchVerified, type Source } from '../download/fetch.ts';
import { plainPath } from '../path/attributes.ts';
import { extractTo, stampOf } from './extract.ts';

export interface ArchiveSubject {
  /** Names the installation: the directory or the main file it fills. */
  readonly path: string;
}

/** What comes out of an archive: named members to their destinations, or everything into a directory. */
export type Extract = { readonly members: Readonly<Record<string, string>> } | { readonly into: string };

export interface ArchiveWant extends Source {
  readonly extract: Extract;
  /** How many leading parts of the names in the archive are dropped first, as tar counts them (`./` is one). */
  readonly strip?: number;
}

export interface ArchiveSeen {
  readonly path: string;
  /** What was last extracted here: the archive's sha256 and a fingerprint of how. */
  readonly extracted?: { readonly sha256: string; readonly how: string };
  /** Files that are not as they were right after the extraction. */
  readonly touched: readonly { readonly path: string; readonly now: 'missing' | 'changed' }[];
}

/** The content of a verified tar archive is in place, every file of it as it came; the archive itself is not kept. */
export const archive = defineKind<ArchiveSubject, ArchiveWant, ArchiveSeen>({
  name: 'archive',
  standsAlone: 'long',
  owns: ({ path }) => `archive:${plainPath(path)}`,
  ...batched<ArchiveSubject, ArchiveSeen>({
    key: ({ path }) => `archive:${path}`,
    command: (subjects) => sh`set --
for stamp in ${subjects.map(stampOf)}; do
${readStamp}
done
echo now:
[ $# -eq 0 ] || stat -c '%s %.Y %a %u|%n' -- "$@" 2>/dev/null || :`,
    parse: (out, subjects) => {
      const told = out.stdout.split('\n');
      const middle = told.indexOf('now:');
      const now = new Set(told.slice(middle + 1));
      return subjects.map((subject) => {
        const from = told.indexOf(`stamp ${stampOf(subject)}`);
        if (from < 0) return { path: subject.path, touched: [] };
        const end = told.findIndex((line, i) => i > from && (i === middle || line.startsWith('stamp ')));
        return parseStamp(subject.path, told.slice(from + 1, end), now);
      });
    },
  }),
  diff(want, { path, extracted, touched }) {
    const after = `sha256 ${bareHash(want).slice(0, 12)} from ${want.urls[0] ?? 'nowhere'}`;
    if (extracted === undefined) return [{ what: `archive unpacked to ${path}`, action: 'create', after }];
    if (extracted.sha256 !== bareHash(want)) {
      return [{ what: `archive unpacked to ${path}`, action: 'update', before: `sha256 ${extracted.sha256.slice(0, 12)}`, after }];
    }
    if (extracted.how !== how(want)) return [{ what: `what of the archive is unpacked to ${path}`, action: 'update' }];
    return touched.map(({ path: at, now }): Change => {
      const before = now === 'missing' ? 'missing' : 'changed since it was unpacked';
      return { what: `${at} of the archive`, action: now === 'missing' ? 'create' : 'update', before, after: 'as in the archive' };
    });
  },
  steps({ subject, want }) {
    const cached = `${cache}/${bareHash(want).slice(0, 16)}-${want.urls[0]?.split('/').at(-1)?.replace(/\?.*$/, '') ?? 'archive'}`;
    const command = lines([
      haveDirectory(cache),
      fetchVerified(want, cached),
      extractTo({ file: cached, strip: want.strip ?? 0, extract: want.extract }),
      stampExtracted(subject, want),
      sh`rm -f -- ${cached}`,
    ]);
    return [{ do: 'run', command, timeoutMs: 1_800_000 }];
  },
});

const cache = '/var/cache/kmagic';

/** Tells a stamp, a line `SHA256 HOW` and what `stat` said of each file, and adds the files to those `stat` is asked about now. */
const readStamp = script(`if [ -r "$stamp" ]; then
  echo "stamp $stamp"
  while IFS= read -r line; do
    printf '%s\\n' "$line"
    case $line in *'|'*) set -- "$@" "\${line#*|}" ;; esac
  done < "$stamp"
fi`);

function parseStamp(path: string, told: readonly string[], now: ReadonlySet<string>): ArchiveSeen {
  const [sha256 = '', ways = ''] = (told[0] ?? '').split(' ');
  const namesNow = new Set([...now].map(nameIn));
  const touched = told
    .slice(1)
    .filter((line) => !now.has(line))
    .map((line) => ({ path: nameIn(line), now: namesNow.has(nameIn(line)) ? 'changed' : 'missing' }) as const);
  return { path, extracted: { sha256, how: ways }, touched };
}

function nameIn(line: string): string {
  return line.slice(line.indexOf('|') + 1);
}

function how({ extract, strip = 0 }: ArchiveWant): string {
  return fingerprint([extract, strip]).slice(0, 16);
}

function stampExtracted(subject: ArchiveSubject, want: ArchiveWant): Command {
  const stamp = stampOf(subject);
  // "$@" holds what extractTo put in place.
  return sh`${haveDirectory(directoryOf(stamp))}
{ echo ${`${bareHash(want)} ${how(want)}`}; stat -c '%s %.Y %a %u|%n' -- "$@"; } > ${stamp}.new
mv -f -- ${stamp}.new ${stamp}`;
}
