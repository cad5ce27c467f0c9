import { defineKind, KmagicError, sh, type Command } from '@kmagic/core';

/** What others brought to a host and would be in the way of kmagic's own units. */
export interface ForeignSoftware {
  /** Units of others that run, or will at the next boot, before kmagic has brought its containerd. */
  readonly units: readonly { readonly unit: string; readonly path: string }[];
  /** Drop-ins that change what kmagic's units start. */
  readonly dropIns: readonly { readonly unit: string; readonly path: string }[];
}

export interface ForeignSoftwareWant {
  /** It is left alone, and kmagic goes on beside it. */
  readonly isIgnored: boolean;
}

/** What runs containers, or is a cluster of its own. */
const engines = ['containerd', 'docker', 'crio', 'kubelet', 'k3s', 'k3s-agent', 'rke2-server', 'rke2-agent'].map((u) => `${u}.service`);
const own = ['containerd.service', 'etcd.service', 'kubelet.service'];
// As systemd reads them: of the same name the first counts.
const directories = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map((d) => `${d}/systemd/system`);

const engineFile = '/etc/systemd/system/containerd.service';

/** Where kmagic's containerd is, or was until somebody took it away, whatever else runs came later and is left alone. */
export const lookForForeignSoftware: Command = sh`[ -e ${engineFile} ] || grep -qsF ${`unit:path:${engineFile}`} /var/lib/kmagic/applied || systemctl show -p Id -p FragmentPath -p ActiveState -p UnitFileState ${engines} 2>/dev/null | sed 's/^/unit /'
for u in ${own}; do
  seen=' '
  for d in ${directories}; do
    for f in "$d/$u.d"/*.conf; do
      [ -e "$f" ] || continue
      name=$(basename "$f")
      case $seen in *" $name "*) continue ;; esac
      seen="$seen$name "
      ! grep -qs '^ExecStart=' "$f" || echo "drop-in $u $f"
    done
  done
done`;

/** Reads it out of what was printed, whatever else was. */
export function parseForeignSoftware(stdout: string): ForeignSoftware {
  const all = (topic: string): readonly string[] =>
    stdout.split('\n').flatMap((line) => (line.startsWith(`${topic} `) ? [line.slice(topic.length + 1)] : []));
  const blocks = all('unit').join('\n').split('\n\n');
  const units = blocks.flatMap((block) => {
    const said = new Map(block.split('\n').map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')]));
    const [unit = '', path = ''] = [said.get('Id'), said.get('FragmentPath')];
    const runs = !['inactive', 'failed'].includes(said.get('ActiveState') ?? 'inactive') || said.get('UnitFileState') === 'enabled';
    return path !== '' && runs ? [{ unit, path }] : [];
  });
  const dropIns = all('drop-in').map((line) => {
    const [unit = '', ...path] = line.split(' ');
    return { unit, path: path.join(' ') };
  });
  return { units, dropIns };
}

/** One thing in the way: what is so, as the end of a sentence that starts with the host, why it matters, and what to do. */
export interface ForeignProblem {
  readonly what: string;
  readonly why: string;
  readonly hint: string;
}

export function foreignProblems({ units, dropIns }: ForeignSoftware): readonly ForeignProblem[] {
  const engine: ForeignProblem = {
    what: `has ${units.map(({ unit, path }) => `${unit} (${path})`).join(', ')}, which kmagic has not installed`,
    why: 'kmagic would take its place or stand in its way, and a reset removes what containerd keeps, of whomever it is',
    hint: 'remove it with its packages, or take the host out; `ignore_assert_errors: true` goes on beside it',
  };
  return [
    ...(units.length > 0 ? [engine] : []),
    ...dropIns.map(({ unit, path }) => ({
      what: `starts something else as ${unit}, by ${path}`,
      why: `kmagic's ${unit} would not start what it says`,
      hint: `remove the file, or the package it belongs to: dpkg -S ${path}, or rpm -qf ${path}`,
    })),
  ];
}

/** Refuses hosts where others run containers or change what kmagic's units start; it never acts. */
export const foreignSoftware = defineKind<null, ForeignSoftwareWant, ForeignSoftware>({
  name: 'foreign-software',
  owns: () => 'foreign-software',
  probe: () => ({ key: 'foreign-software', ask: lookForForeignSoftware, parse: ({ stdout }) => parseForeignSoftware(stdout) }),
  diff({ isIgnored }, seen) {
    const problems = isIgnored ? [] : foreignProblems(seen);
    if (problems.length === 0) return [];
    throw new KmagicError('refused', problems.map(({ what }) => `the host ${what}`).join('; '), {
      hint: problems.map(({ why, hint }) => `${why}: ${hint}`).join('; '),
    });
  },
  steps: () => [],
});
