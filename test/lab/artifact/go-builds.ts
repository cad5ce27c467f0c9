import { versions } from '../versions.ts';
import type { GoBuild } from './go-build.ts';

/** The calico module's name for v3.28.5: later ones are not in Go's checksum database. */
export const calicoModule = {
  path: 'github.com/projectcalico/calico',
  version: 'v1.11.0-cni-plugin.0.20250813170300-a0db560f0520',
};

/** Kubernetes programs of one version, stamped, since kubeadm and kubelet refuse each other at v0.0.0. */
export function kubernetesBuild(version: string): GoBuild {
  const programs = ['kubeadm', 'kubelet', 'kubectl', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'];
  return {
    name: 'kubernetes',
    version,
    modules: { 'k8s.io/kubernetes': `v${version}` },
    programs: Object.fromEntries(programs.map((p) => [p, `k8s.io/kubernetes/cmd/${p}`])),
    linkFlags: kubernetesStamps(version),
    replaces: { staging: `v0.${version.slice(2)}` },
  };
}

/** The test image's program, from the same module. */
export function agnhostBuild(version: string): GoBuild {
  return {
    ...kubernetesBuild(version),
    name: 'agnhost',
    programs: { agnhost: 'k8s.io/kubernetes/test/images/agnhost' },
  };
}

export const etcdBuild: GoBuild = {
  name: 'etcd',
  version: versions.etcd,
  modules: {
    'go.etcd.io/etcd/server/v3': `v${versions.etcd}`,
    'go.etcd.io/etcd/etcdctl/v3': `v${versions.etcd}`,
    'go.etcd.io/etcd/etcdutl/v3': `v${versions.etcd}`,
  },
  programs: {
    etcd: 'go.etcd.io/etcd/server/v3',
    etcdctl: 'go.etcd.io/etcd/etcdctl/v3',
    etcdutl: 'go.etcd.io/etcd/etcdutl/v3',
  },
  linkFlags: [],
};

const cniFolders = {
  main: ['bridge', 'dummy', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'tap', 'vlan'],
  ipam: ['dhcp', 'host-local', 'static'],
  meta: ['bandwidth', 'firewall', 'portmap', 'sbr', 'tuning', 'vrf'],
};

export const cniPluginsBuild: GoBuild = {
  name: 'cni-plugins',
  version: versions.cniPlugins,
  modules: { 'github.com/containernetworking/plugins': `v${versions.cniPlugins}` },
  programs: Object.fromEntries(
    Object.entries(cniFolders).flatMap(([folder, names]) =>
      names.map((name) => [name, `github.com/containernetworking/plugins/plugins/${folder}/${name}`]),
    ),
  ),
  linkFlags: [`-X github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v${versions.cniPlugins}`],
};

export const crictlBuild: GoBuild = {
  name: 'crictl',
  version: versions.crictl,
  modules: { 'sigs.k8s.io/cri-tools': `v${versions.crictl}` },
  programs: { crictl: 'sigs.k8s.io/cri-tools/cmd/crictl' },
  linkFlags: [`-X sigs.k8s.io/cri-tools/pkg/version.Version=v${versions.crictl}`],
  replaces: { own: true },
};

export const containerdBuild: GoBuild = {
  name: 'containerd',
  version: versions.containerd,
  modules: { 'github.com/containerd/containerd/v2': `v${versions.containerd}` },
  programs: Object.fromEntries(
    ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((p) => [p, `github.com/containerd/containerd/v2/cmd/${p}`]),
  ),
  linkFlags: [`-X github.com/containerd/containerd/v2/version.Version=v${versions.containerd}`],
  tags: ['no_btrfs', 'no_zfs'],
  replaces: { own: true },
};

export const runcBuild: GoBuild = {
  name: 'runc',
  version: versions.runc,
  modules: { 'github.com/opencontainers/runc': `v${versions.runc}` },
  programs: { runc: 'github.com/opencontainers/runc' },
  linkFlags: [`-X main.version=${versions.runc}`],
  tags: ['seccomp', 'netgo', 'osusergo'],
  cgo: true,
};

export const corednsBuild: GoBuild = {
  name: 'coredns',
  version: versions.coredns,
  modules: { 'github.com/coredns/coredns': `v${versions.coredns}` },
  programs: { coredns: 'github.com/coredns/coredns' },
  linkFlags: [],
  replaces: { own: true },
};

export const calicoBuild: GoBuild = {
  name: 'calico',
  version: versions.calico,
  modules: {
    [calicoModule.path]: calicoModule.version,
    'github.com/projectcalico/api': 'v0.0.0-20240708202104-e3f70b269c2c',
  },
  programs: Object.fromEntries(
    [
      'node/cmd/calico-node',
      'cni-plugin/cmd/calico',
      'cni-plugin/cmd/install',
      'kube-controllers/cmd/kube-controllers',
      'kube-controllers/cmd/check-status',
      'calicoctl/calicoctl',
    ].map((folder) => [folder.split('/').at(-1)!, `${calicoModule.path}/${folder}`]),
  ),
  linkFlags: calicoStamps(),
  replaces: { own: true },
  pinned: { 'github.com/Microsoft/hcsshim': 'v0.11.7' },
  // Later ones refuse the URL its installer writes, an IPv4 address in brackets: a node's first pods then wait for calico-node to write another.
  toolchain: 'go1.23.12',
};

function kubernetesStamps(version: string): readonly string[] {
  const [major, minor] = version.split('.');
  const stamps = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: '0000000000000000000000000000000000000000',
    buildDate: '1970-01-01T00:00:00Z',
  };
  return Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
}

function calicoStamps(): readonly string[] {
  const version = `v${versions.calico}`;
  return [
    `-X ${calicoModule.path}/node/pkg/startup.VERSION=${version}`,
    `-X ${calicoModule.path}/node/buildinfo.GitVersion=${version}`,
    `-X ${calicoModule.path}/felix/buildinfo.Version=${version}`,
    `-X ${calicoModule.path}/felix/buildinfo.GitVersion=${version}`,
    `-X ${calicoModule.path}/calicoctl/calicoctl/commands.VERSION=${version}`,
    `-X main.VERSION=${version}`,
  ];
}
