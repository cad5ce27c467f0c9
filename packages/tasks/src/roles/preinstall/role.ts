import {
  command,
  defineRole,
  directory,
  group,
  kernelModule,
  link,
  packages,
  sh,
  swap,
  sysctl,
  user,
  type Resource,
  type WebProxy,
} from '@kmagic/core';
import { foreignSoftware } from '../../kinds/foreign-software/foreign-software.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { webProxyOf } from '../web-source.ts';
import { optionalPackages, packageNames } from './package-names.ts';
import { sysctlValues } from './sysctl-values.ts';

/** The operating system as Kubernetes needs it; what kubespray's bootstrap_os, adduser and preinstall do. */
export const preinstall = defineRole<ClusterSpec, HostVars>({
  name: 'preinstall',
  about: 'Prepare the operating system: packages, users, directories, swap, kernel modules and settings.',
  vars: hostVars,
  recipe(task, { host, vars: { spec, self } }) {
    const { paths } = spec;
    task('Make sure nobody else runs containers', foreignSoftware(null, { isIgnored: self.preinstall.ignoreAssertErrors }));
    // A host that never answered is not acted on in this run: its tasks only stand in the plan.
    const manager = host.facts?.packageManager ?? 'apt';
    if (manager !== 'none') {
      const names = packageNames({ manager, proxyMode: spec.kubeProxy.mode });
      task(
        'Install the packages Kubernetes needs',
        packages(
          { manager, names, optional: optionalPackages, purpose: 'kubernetes' },
          { state: 'installed', proxy: packagesProxyOf(spec) },
        ),
        { retry: { times: 3, everyMs: 5000 } },
      );
    }

    if (self.preinstall.overrideSystemHostname) {
      task('Name the host as the inventory does', hostname(self.name));
    }
    task('Create the group of certificate readers', group({ name: paths.kubeCertGroup }, { system: true }));
    if (paths.kubeOwner !== 'root') {
      task('Create the kube user', user({ name: paths.kubeOwner }, { system: true, group: paths.kubeCertGroup, shell: '/sbin/nologin' }));
    }
    if ((self.isEtcd || self.isControlPlane) && spec.etcd.owner !== 'root') {
      task('Create the etcd group', group({ name: spec.etcd.owner }, { system: true }));
      task('Create the etcd user', user({ name: spec.etcd.owner }, { system: true, group: spec.etcd.owner, shell: '/sbin/nologin' }));
    }

    const kubeOwned = { mode: '0755', owner: paths.kubeOwner, group: 'root' };
    for (const path of [paths.configDir, paths.manifestDir, paths.certDir, paths.scriptDir, self.preinstall.flexvolumeDir]) {
      task(`Create ${path}`, directory({ path }, kubeOwned));
    }
    if (paths.certCompatDir !== paths.certDir) {
      task('Link the certificate directory to where kubeadm looks', link({ path: paths.certCompatDir }, { target: paths.certDir }));
    }
    for (const path of [paths.cniConfigDir, paths.cniBinDir, '/var/lib/calico']) {
      task(`Create ${path}`, directory({ path }, kubeOwned));
    }

    if (self.isKube && self.kubelet.failSwapOn) task('Turn swap off, now and after a reboot', swap({}, { state: 'off' }));
    task(
      'Load the kernel modules containers and kube-proxy need',
      kernelModule({ names: kernelModules(spec), persistFile: '/etc/modules-load.d/kubernetes.conf' }, { state: 'loaded' }),
    );
    task('Set kernel parameters', sysctl({ file: self.preinstall.sysctlFile }, { values: sysctlValues(spec, self) }));
  },
});

function kernelModules(spec: ClusterSpec): readonly string[] {
  const ipvs = ['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_sh', 'nf_conntrack'];
  return ['overlay', 'br_netfilter', ...(spec.kubeProxy.mode === 'ipvs' ? ipvs : []), ...(spec.derived.nodelocaldns ? ['dummy'] : [])];
}

/** The host is called so, now and after a reboot. Written in place: in a container the file is a mount. */
function hostname(name: string): Resource<void> {
  const files = ['/proc/sys/kernel/hostname', '/etc/hostname'];
  return command(
    { name: 'hostname', probe: sh`for f in ${files}; do is=; read -r is < "$f"; [ "$is" = ${name} ] || exit 1; done` },
    { run: sh`for f in ${files}; do echo ${name} > "$f"; done`, done: `the host is called ${name}` },
  );
}

/** Apt and dnf go past any web proxy where the inventory says so. */
function packagesProxyOf(spec: ClusterSpec): WebProxy | undefined {
  return spec.proxy.skipPackages ? { http: '', https: '', noProxy: '' } : webProxyOf(spec);
}
