import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { script, sh } from '../../shell/command.ts';

export type SwapSubject = Readonly<Record<string, never>>;

export interface SwapWant {
  readonly state: 'off';
}

export interface SwapSeen {
  readonly active: readonly { readonly name: string; readonly sizeKiB: number }[];
  /** Lines of /etc/fstab that would bring swap back. */
  readonly fstab: readonly string[];
  /** Whether systemd would still start swap units; `none`: no systemd here. */
  readonly target: 'masked' | 'startable' | 'none';
}

/** No swap, now and after a boot. */
export const swap = defineKind<SwapSubject, SwapWant, SwapSeen>({
  name: 'swap',
  owns: () => 'swap',
  probe: () => ({
    key: 'swap',
    ask: script(`while read -r name type size rest; do [ "$name" = Filename ] || echo "swap $size $name"; done < /proc/swaps
if [ -f /etc/fstab ]; then while IFS= read -r line; do
  set -f; set -- $line; set +f
  case "\${1:-#}" in '#'*) ;; *) if [ "\${3:-}" = swap ]; then echo "fstab $*"; fi ;; esac
done < /etc/fstab; fi
if ! command -v systemctl >/dev/null; then echo target none
elif [ -L /etc/systemd/system/swap.target ] && [ "$(readlink /etc/systemd/system/swap.target)" = /dev/null ]; then echo target masked
else echo target startable; fi`),
    parse: ({ stdout }) => {
      const told = (topic: string): string[] =>
        stdout.split('\n').flatMap((line) => (line.startsWith(`${topic} `) ? [line.slice(topic.length + 1)] : []));
      const active = told('swap').map((line) => ({ sizeKiB: Number.parseInt(line, 10), name: line.replace(/^\d+ /, '') }));
      const target = told('target')[0];
      return { active, fstab: told('fstab'), target: target === 'masked' || target === 'none' ? target : 'startable' };
    },
  }),
  diff: (_want, { active, fstab, target }) => [
    ...active.map(({ name, sizeKiB }): Change => ({
      what: `swap on ${name}`,
      action: 'run',
      before: `on, ${Math.round(sizeKiB / 1024)} MiB`,
      after: 'off',
    })),
    ...fstab.map((line): Change => ({ what: 'swap in /etc/fstab', action: 'update', before: line, after: `# ${line}` })),
    ...(target === 'startable' ? [{ what: 'swap.target', action: 'update', before: 'startable', after: 'masked' } as const] : []),
  ],
  steps: ({ seen: { active, fstab, target } }) => {
    const steps: Step[] = [];
    if (fstab.length > 0) {
      steps.push({
        do: 'run',
        command: script(
          String.raw`sed -i -E 's/^[[:space:]]*([^#[:space:]]+[[:space:]]+[^[:space:]]+[[:space:]]+swap([[:space:]]|$))/# \1/' /etc/fstab`,
        ),
      });
    }
    if (target === 'startable') steps.push({ do: 'run', command: sh`systemctl mask --quiet swap.target` });
    if (active.length > 0) steps.push({ do: 'run', command: sh`swapoff -a`, timeoutMs: 600_000 });
    return steps;
  },
});
