import { KmagicError } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { archiveKey, directoryKey, etcdPlaces, madeBy } from './made-by.ts';

/** A path that goes with all in it, where the host's ledger has the key. */
export interface MadePath {
  readonly path: string;
  /** 'created': only where kmagic did not find it there; 'made': in any case. */
  readonly where: 'created' | 'made';
  readonly key: string;
}

/** What the programs kmagic installed keep and write, none of which the ledger lists. */
export function dataPaths(spec: ClusterSpec, { containerd }: HostSpec): readonly MadePath[] {
  return checked([
    ...made(madeBy.etcd, [spec.etcd.dataDir, ...etcdPlaces(spec).runtime]),
    ...made(madeBy.kubelet, [
      '/var/lib/kubelet',
      '/var/lib/cni',
      '/var/log/pods',
      '/var/log/containers',
      '/etc/systemd/logind.conf.d/99-kubelet.conf',
      ...(spec.kube.networkPlugin === 'calico' ? ['/var/log/calico', '/run/calico', '/run/nodeagent'] : []),
    ]),
    ...made(madeBy.containerd, [containerd.storageDir, containerd.stateDir, '/run/nri']),
    ...created(['/var/lib/calico', etcdPlaces(spec).logDir, spec.audit.logHostDir]),
  ]);
}

/** Directories and programs of the cluster; the ledger lists most, but not all that came into them later. */
export function installedPaths(spec: ClusterSpec, { preinstall, containerd }: HostSpec): readonly MadePath[] {
  const { paths, etcd } = spec;
  const bin = (archive: string, names: readonly string[]): readonly MadePath[] =>
    names.map((name) => ({ path: `${paths.binDir}/${name}`, where: 'created', key: archiveKey(`${paths.binDir}/${archive}`) }));
  return checked([
    ...created([
      paths.configDir,
      paths.certDir,
      paths.scriptDir,
      paths.cniConfigDir,
      paths.cniBinDir,
      paths.nginxConfigDir,
      preinstall.flexvolumeDir,
      etcd.certDir,
      etcd.configDir,
      etcdPlaces(spec).scriptDir,
      containerd.configDir,
    ]),
    ...bin('containerd', ['containerd', 'containerd-shim-runc-v2', 'ctr']),
    ...bin('crictl', ['crictl']),
    ...bin('etcdctl', ['etcdctl', 'etcdutl', 'etcd']),
    { path: paths.cniBinDir, where: 'created', key: archiveKey(paths.cniBinDir) },
    { path: `${containerd.configDir}/cri-base.json`, where: 'made', key: 'command:command:containerd base specification' },
    // A kubeconfig for a cluster that is gone is of no use to whoever had it.
    { path: '/root/.kube/config', where: 'made', key: 'command:command:/root/.kube/config is admin.conf' },
    { path: '/root/.kube/cache', where: 'created', key: directoryKey('/root/.kube') },
    // Its ledger line says 'changed' where a module was loaded on the way.
    { path: '/etc/modules-load.d/kubernetes.conf', where: 'made', key: 'kernelModule:path:/etc/modules-load.d/kubernetes.conf' },
  ]);
}

/** Directories that came about as parents, children first: they go where nothing is in them any more. */
export const parents: readonly string[] = [
  '/etc/cni',
  '/opt/cni',
  '/opt/containerd/bin',
  '/opt/containerd/lib',
  '/opt/containerd',
  '/usr/libexec/kubernetes/kubelet-plugins/volume',
  '/usr/libexec/kubernetes/kubelet-plugins',
  '/usr/libexec/kubernetes',
  '/var/log/kubernetes',
  '/etc/systemd/logind.conf.d',
  '/run/netns',
];

function made(key: string, all: readonly string[]): readonly MadePath[] {
  return all.map((path) => ({ path, where: 'made', key }));
}

function created(all: readonly string[]): readonly MadePath[] {
  return all.map((path) => ({ path, where: 'created', key: directoryKey(path) }));
}

/** Settings name some of these: nobody's /var goes because of one. A directory others share goes like any other, if it is empty. */
function checked(all: readonly MadePath[]): readonly MadePath[] {
  const whole = all.filter((made) => made.where === 'made' || isOwn(made.path));
  const bad = whole.find((made) => !isOwn(made.path));
  if (bad !== undefined) {
    throw new KmagicError('refused', `${bad.path} is not emptied: it is not a directory of the cluster alone`, {
      hint: 'the inventory puts data of the cluster there; move it away by hand, and name an empty directory instead',
    });
  }
  return [...new Map(whole.map((m) => [`${m.path} ${m.key}`, m])).values()];
}

function isOwn(path: string): boolean {
  const names = path.split('/').filter((n) => n !== '' && n !== '.');
  return path.startsWith('/') && names.length >= 2 && !names.includes('..') && !shared.has(`/${names.join('/')}`);
}

const shared = new Set(
  ['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/local', '/usr/share', '/usr/libexec', '/var/lib', '/var/log', '/var/run', '/var/cache']
    .concat(['/usr/local/bin', '/usr/local/sbin', '/usr/local/lib', '/etc/ssl', '/etc/ssl/certs', '/etc/systemd', '/etc/systemd/system'])
    .concat(['/etc/pki', '/opt/bin', '/var/tmp', '/run/lock', '/run/systemd', '/etc/default']),
);
