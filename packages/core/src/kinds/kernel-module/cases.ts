import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { KernelModuleSeen, KernelModuleSubject, KernelModuleWant } from './kernel-module.ts';

const persistFile = '/etc/modules-load.d/kmagic.conf';
const subject = { names: ['br_netfilter', 'overlay'], persistFile };
const want: KernelModuleWant = { state: 'loaded' };
const file = 'modules loaded at boot by /etc/modules-load.d/kmagic.conf';

export const cases: readonly KindCase<KernelModuleSubject, KernelModuleWant, KernelModuleSeen>[] = [
  {
    name: 'loaded modules that are loaded at boot do not differ',
    subject,
    want,
    seen: { modules: { br_netfilter: 'loaded', overlay: 'loaded' }, persistFile, persisted: ['overlay', 'br_netfilter'] },
    changes: [],
  },
  {
    name: 'what is built in needs no file',
    subject,
    want,
    seen: { modules: { br_netfilter: 'builtIn', overlay: 'builtIn' }, persistFile },
    changes: [],
  },
  {
    name: 'a missing module is loaded, now and at boot',
    subject,
    want,
    seen: { modules: { br_netfilter: 'absent', overlay: 'builtIn' }, persistFile },
    changes: [
      { what: 'kernel module br_netfilter', action: 'run', before: 'not loaded', after: 'loaded' },
      { what: file, action: 'create', after: 'br_netfilter' },
    ],
    steps: [
      /^modprobe -- br_netfilter \|\| \{ echo 'this kernel has neither the module br_netfilter nor the feature built in'/,
      `write ${persistFile} 0644 root:root\nbr_netfilter\n`,
    ],
  },
  {
    name: 'the file follows the names',
    subject: { names: ['overlay'], persistFile },
    want,
    seen: { modules: { overlay: 'loaded' }, persistFile, persisted: ['overlay', 'dummy'] },
    changes: [{ what: file, action: 'update', before: 'overlay, dummy', after: 'overlay' }],
    steps: [`write ${persistFile} 0644 root:root\noverlay\n`],
  },
];

const reroot = ['/sys/module', '/etc/modules-load.d', '/lib/modules', '/proc/config.gz', '/boot/config-'];
const programs = { modprobe: 'mkdir -p "$ROOT/sys/module/$2"; echo live > "$ROOT/sys/module/$2/initstate"', uname: 'echo 6.1.0' };
const arrange = `mkdir -p sys/module/k_param sys/module/k_live lib/modules/6.1.0 proc etc/modules-load.d
echo live > sys/module/k_live/initstate
echo kernel/drivers/k-listed.ko.xz > lib/modules/6.1.0/modules.builtin
echo CONFIG_K_CONFIG=y | gzip > proc/config.gz`;
const host = { reroot, programs, arrange, want: () => want };

export const convergence: readonly Convergence<KernelModuleSubject, KernelModuleWant>[] = [
  {
    ...host,
    name: 'a built-in module is known by its parameters, the list of built-in ones, or the configuration',
    subject: () => ({ names: ['k_param', 'k-listed', 'k_config', 'k_live'] }),
    changes: [],
  },
  { ...host, name: 'a module is loaded', subject: () => ({ names: ['k_param', 'k_new'] }), changes: ['kernel module k_new'] },
  {
    ...host,
    name: 'a module is loaded at boot too',
    subject: () => ({ names: ['k_param', 'k_new'], persistFile }),
    changes: ['kernel module k_new', file],
    check: '[ "$(cat etc/modules-load.d/kmagic.conf)" = k_new ]',
    asRoot: true,
  },
];
