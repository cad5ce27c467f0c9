import { defineKind, type Change } from '../../resource/kind.ts';
import { lines, script, sh, type Command } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { plainPath } from '../path/attributes.ts';

export interface MountSubject {
  readonly path: string;
}

export interface MountWant {
  /** A device, `UUID=...`, `LABEL=...`, a remote file system, or a directory where options hold `bind`. */
  readonly source: string;
  readonly fstype: string;
  readonly options: readonly string[];
  readonly state: 'mounted';
}

interface MountLine {
  readonly source: string;
  readonly fstype: string;
  readonly options: readonly string[];
}

export interface MountSeen {
  readonly path: string;
  readonly live?: MountLine;
  readonly fstab?: MountLine;
}

/** A file system is mounted, now and after a boot; the mount point is made where it is missing. */
export const mount = defineKind<MountSubject, MountWant, MountSeen>({
  name: 'mount',
  owns: ({ path }) => `mount:${plainPath(path)}`,
  ...batched<MountSubject, MountSeen>({
    key: ({ path }) => `mount:${path}`,
    command: (subjects) => sh`if [ -f /etc/fstab ]; then cat /etc/fstab; fi | ${pick(subjects)} fstab
${pick(subjects)} live < /proc/self/mounts`,
    parse: (out, subjects) => {
      const told = out.stdout.split('\n').map((line) => line.split('\t'));
      return subjects.map(({ path }) => {
        // What is mounted last at a place hides what was mounted there before.
        const line = (table: string): MountLine | undefined =>
          told
            .filter(([from, at]) => from === table && at === escaped(plainPath(path)))
            .map(([, , source = '', fstype = '', options = '']) => ({ source: unescaped(source), fstype, options: options.split(',') }))
            .at(-1);
        const live = line('live');
        const fstab = line('fstab');
        return { path, ...(live && { live }), ...(fstab && { fstab }) };
      });
    },
  }),
  diff(want, seen) {
    const wanted = described(want);
    const changes: Change[] = [];
    const { path, live, fstab } = seen;
    if (fstab === undefined) changes.push({ what: `${path} in /etc/fstab`, action: 'create', after: wanted });
    else if (described(fstab) !== wanted)
      changes.push({ what: `${path} in /etc/fstab`, action: 'update', before: described(fstab), after: wanted });
    if (live === undefined) changes.push({ what: `mount of ${path}`, action: 'create', after: wanted });
    else if (!isMounted(want, live)) changes.push({ what: `mount of ${path}`, action: 'update', before: described(live), after: wanted });
    else if (missingFlags(want, live).length > 0) {
      changes.push({ what: `mount options of ${path}`, action: 'update', before: live.options.join(), after: want.options.join() });
    }
    return changes;
  },
  steps({ subject, want, seen: { live, fstab } }) {
    const path = plainPath(subject.path);
    const commands: Command[] = [];
    if (fstab === undefined || described(fstab) !== described(want)) commands.push(writeFstab(path, want));
    if (live !== undefined && !isMounted(want, live)) commands.push(sh`umount -- ${path}`);
    if (live === undefined || !isMounted(want, live))
      commands.push(sh`mkdir -p -- ${path}
mount -- ${path}`);
    else if (missingFlags(want, live).length > 0) commands.push(sh`mount -o remount -- ${path}`);
    return [{ do: 'run', command: lines(commands) }];
  },
  impact: ({ subject, seen, changes }) =>
    seen.live !== undefined && changes.some((c) => c.what === `mount of ${subject.path}`)
      ? [{ what: `unmounts and mounts ${subject.path}`, disrupts: true }]
      : [],
});

const flags = ['ro', 'rw', 'nosuid', 'nodev', 'noexec', 'noatime', 'nodiratime', 'relatime', 'sync'];

/** The kernel rewrites most options; only plain flags can be told apart in the list of what is mounted. */
function missingFlags(want: MountWant, live: MountLine): readonly string[] {
  return want.options.filter((o) => flags.includes(o) && !live.options.includes(o));
}

function isMounted(want: MountWant, live: MountLine): boolean {
  const isBind = want.options.some((o) => o === 'bind' || o === 'rbind');
  const byName = want.source.includes('=') || want.source.startsWith('/dev/');
  return isBind || (live.fstype === want.fstype && (byName || live.source === want.source));
}

function described({ source, fstype, options }: MountLine): string {
  return `${source} ${fstype} ${options.join() || 'defaults'}`;
}

function pick(subjects: readonly MountSubject[]): Command {
  const wanted = subjects.map(({ path }) => escaped(plainPath(path))).join('\n');
  // By the environment: awk would take a backslash of an argument for its own.
  return sh`KMAGIC_PATHS=${wanted} awk ${'BEGIN { n = split(ENVIRON["KMAGIC_PATHS"], p, "\\n"); while (n > 0) w[p[n--]] = 1; t = ARGV[1]; ARGC = 1 } $1 !~ /^#/ && ($2 in w) { print t "\\t" $2 "\\t" $1 "\\t" $3 "\\t" $4 }'}`;
}

function writeFstab(path: string, want: MountWant): Command {
  const line = [escaped(want.source), escaped(path), want.fstype, want.options.join() || 'defaults', '0', '0'].join(' ');
  return lines([
    sh`touch /etc/fstab
cp -p /etc/fstab /etc/fstab.kmagic-new
KMAGIC_PATH=${escaped(path)} KMAGIC_LINE=${line} awk ${'$1 ~ /^#/ || $2 != ENVIRON["KMAGIC_PATH"] { print } END { print ENVIRON["KMAGIC_LINE"] }'} /etc/fstab > /etc/fstab.kmagic-new
mv -f /etc/fstab.kmagic-new /etc/fstab`,
    script('if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi'),
  ]);
}

/** As fstab and the kernel's list spell it: blanks in octal. */
function escaped(text: string): string {
  return text.replace(/[ \t\n\\]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
