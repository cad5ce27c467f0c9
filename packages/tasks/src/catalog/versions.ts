/** The versions installed together with one Kubernetes minor. */
export interface VersionSet {
  readonly etcd: string;
  readonly containerd: string;
  readonly runc: string;
  readonly crictl: string;
  readonly cni: string;
  readonly calico: string;
  readonly coredns: string;
  readonly pause: string;
  readonly nodelocaldns: string;
}

/** What `kube_version` is when the inventory does not say. */
export const defaultKubeVersion = '1.36.4';

/** Tag of the image that runs the node-local API proxy. */
export const nginxTag = '1.30.1-alpine';

const beside = { etcd: '3.6.14', containerd: '2.3.4', runc: '1.4.3', cni: '1.9.1', calico: '3.31.7', nodelocaldns: '1.25.0' };

const setsByMinor: Readonly<Record<string, VersionSet>> = {
  '1.36': { ...beside, crictl: '1.36.0', coredns: '1.14.2', pause: '3.10.2' },
  '1.35': { ...beside, crictl: '1.35.0', coredns: '1.12.4', pause: '3.10.1' },
};

/** Minors kmagic knows how to install, newest first. */
export const supportedMinors: readonly string[] = Object.keys(setsByMinor);

/** `1.36` of `1.36.4`. */
export function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** The set that goes with a Kubernetes version; undefined where its minor is not supported. */
export function versionSetFor(kubeVersion: string): VersionSet | undefined {
  return setsByMinor[minorOf(kubeVersion)];
}
