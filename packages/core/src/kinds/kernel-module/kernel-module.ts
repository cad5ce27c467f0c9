import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { lines, script, sh, type Command } from '../../shell/command.ts';
import { moduleEvidence } from './module-evidence.ts';

export interface KernelModuleSubject {
  readonly names: readonly string[];
  /** A file of /etc/modules-load.d, owned whole; left out: nothing is loaded again at boot. */
  readonly persistFile?: string;
}

export interface KernelModuleWant {
  readonly state: 'loaded';
}

export interface KernelModuleSeen {
  /** By name: `builtIn` is there without a module. */
  readonly modules: Readonly<Record<string, 'loaded' | 'builtIn' | 'absent'>>;
  readonly persistFile?: string;
  /** The names in the file, absent where there is no file. */
  readonly persisted?: readonly string[];
}

/** Kernel modules are there, now and after a boot; what is built into the kernel counts as loaded. */
export const kernelModule = defineKind<KernelModuleSubject, KernelModuleWant, KernelModuleSeen>({
  name: 'kernelModule',
  owns: ({ names, persistFile }) => (persistFile === undefined ? `modules:${names.join(',')}` : `path:${persistFile}`),
  probe: (subject) => ({
    key: `kernelModule:${subject.names.join(',')}:${subject.persistFile ?? ''}`,
    ask: ask(subject),
    parse: ({ stdout }) => {
      const [told = '', kept] = stdout.split('file:\n');
      const states = new Map(told.split('\n').map((line) => line.split(' ') as [string, string]));
      const modules = subject.names.map((name) => {
        const state = states.get(plainName(name));
        return [name, state === 'loaded' || state === 'builtIn' ? state : 'absent'] as const;
      });
      const persisted = kept
        ?.split('\n')
        .map((l) => l.trim())
        .filter((l) => l !== '' && !/^[#;]/.test(l));
      return {
        modules: Object.fromEntries(modules),
        ...(subject.persistFile !== undefined && { persistFile: subject.persistFile }),
        ...(persisted && { persisted }),
      };
    },
  }),
  diff: (_want, seen) => [
    ...absentNames(seen).map((name): Change => ({ what: `kernel module ${name}`, action: 'run', before: 'not loaded', after: 'loaded' })),
    ...persistChanges(seen),
  ],
  steps({ seen }) {
    const steps: Step[] = [];
    const absent = absentNames(seen);
    if (absent.length > 0) steps.push({ do: 'run', command: lines(absent.map(load)) });
    if (persistChanges(seen).length > 0 && seen.persistFile !== undefined) {
      const content = namesToKeep(seen)
        .map((name) => `${name}\n`)
        .join('');
      steps.push({ do: 'write', path: seen.persistFile, content, mode: '0644', owner: 'root', group: 'root' });
    }
    return steps;
  },
});

function absentNames(seen: KernelModuleSeen): readonly string[] {
  return Object.keys(seen.modules).filter((name) => seen.modules[name] === 'absent');
}

/** systemd-modules-load fails at boot for a name with no module file, so what is built in is not listed. */
function namesToKeep(seen: KernelModuleSeen): readonly string[] {
  return Object.keys(seen.modules).filter((name) => seen.modules[name] !== 'builtIn');
}

function persistChanges({ persistFile, persisted, ...seen }: KernelModuleSeen): readonly Change[] {
  const names = namesToKeep(seen);
  if (persistFile === undefined || [...names].sort().join() === [...(persisted ?? [])].sort().join()) return [];
  const before = persisted && { before: persisted.join(', ') };
  return [
    { what: `modules loaded at boot by ${persistFile}`, action: persisted ? 'update' : 'create', ...before, after: names.join(', ') },
  ];
}

function load(name: string): Command {
  return sh`modprobe -- ${name} || { echo ${`this kernel has neither the module ${name} nor the feature built in`} >&2; exit 1; }`;
}

/** Cheap evidence first; the kernel's lists of what is built in are read only for what is left. */
function ask({ names, persistFile }: KernelModuleSubject): Command {
  const evidence = names.map(plainName).map((name) => {
    const { option = name.toUpperCase(), test = 'false' } = moduleEvidence[name] ?? {};
    return sh`if [ -e /sys/module/${name}/initstate ]; then echo ${`${name} loaded`}
elif [ -d /sys/module/${name} ] || ${script(test)}; then echo ${`${name} builtIn`}
else set -- "$@" ${`${name}:${option}`}; fi`;
  });
  return lines([
    sh`set --`,
    ...evidence,
    readBuiltIns,
    ...(persistFile === undefined ? [] : [sh`if [ -f ${persistFile} ]; then echo file:; cat -- ${persistFile}; fi`]),
  ]);
}

const readBuiltIns = script(`if [ $# -gt 0 ]; then
list=/lib/modules/$(uname -r)/modules.builtin; config=/boot/config-$(uname -r)
built=$( { [ ! -r "$list" ] || tr - _ < "$list"; if [ -r /proc/config.gz ]; then zcat /proc/config.gz; elif [ -r "$config" ]; then cat "$config"; fi; } 2>/dev/null | grep -E '^CONFIG_.*=y|^kernel/' || :)
for m in "$@"; do
case "
$built
" in *"/\${m%%:*}.ko"*|*"
CONFIG_\${m#*:}=y
"*) echo "\${m%%:*} builtIn" ;; esac
done
fi`);

function plainName(name: string): string {
  return name.replaceAll('-', '_');
}
