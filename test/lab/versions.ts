/** What the lab builds or fetches; one version each, apart from Kubernetes. */
export const versions = {
  etcd: '3.6.14',
  cniPlugins: '1.9.1',
  crictl: '1.36.0',
  containerd: '2.3.4',
  runc: '1.4.3',
  coredns: '1.14.2',
  nodeCache: '1.25.0',
  calico: '3.28.5',
  pause: '3.10.2',
  nginx: '1.30.1-alpine',
  agnhost: '2.57',
} as const;

/** The Kubernetes versions of the lab, the default first: `KMAGIC_LAB_KUBE_VERSIONS`, comma separated. */
export function kubernetesVersions(): readonly string[] {
  const named = (process.env['KMAGIC_LAB_KUBE_VERSIONS'] ?? '').split(',').map((v) => v.trim().replace(/^v/, ''));
  const wanted = named.filter((v) => v !== '');
  for (const version of wanted) {
    if (!/^1\.\d+\.\d+$/.test(version)) throw new Error(`KMAGIC_LAB_KUBE_VERSIONS: ${version} is not a version like 1.36.4`);
  }
  return wanted.length > 0 ? wanted : ['1.36.4'];
}
