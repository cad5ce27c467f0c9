import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Graph } from '@kmagic/core';
import { apply, openCluster, type OpenCluster } from '@kmagic/tasks';
import { sshKey } from '../bench-lab.ts';
import type { Lab } from '../../lab/lab.ts';

/**
 * Writes what kubeadm-install.sh works with, taken from what kmagic would put on the same hosts: the same downloads and images,
 * containerd's configuration, the proxy of the workers and calico's objects. The hosts are asked for their facts, no more.
 */
export async function writeKit(lab: Lab, kit: string): Promise<void> {
  await using cluster = await openCluster({ inventories: [join(lab.inventoryDir, 'inventory.yaml')], clock: Date.now }, apply);
  const { graph, spec } = cluster;
  const { images, network } = spec;
  const first = spec.hosts[0]!;
  const planes = spec.hosts.filter((host) => host.isControlPlane).map((host) => host.name);
  const workers = spec.hosts.map((host) => host.name).filter((name) => !planes.includes(name));
  const files = ['containerd', 'runc', 'cni', 'crictl', 'kubeadm', 'kubelet'] as const;
  const ofControlPlanes = ['kubectl', 'etcd'] as const;
  const listed = (names: readonly (keyof typeof first.files)[]): string =>
    names.map((name) => `${first.files[name].sha256} ${name} ${first.files[name].url}`).join('\n');
  const calico = [images.calicoCni, images.calicoNode];
  await mkdir(kit, { recursive: true, mode: 0o700 });
  const settings = shellSettings({
    key: sshKey(lab),
    control_planes: planes.join(' '),
    workers: workers.join(' '),
    endpoint: 'cluster-api',
    packages: packagesOf(graph, first.name).join(' '),
    downloads: listed(files),
    control_plane_downloads: listed(ofControlPlanes),
    container_nofile: String(first.containerd.containerNofile),
    kube_version: spec.kube.version,
    service_cidr: network.servicesCidr,
    pod_cidr: network.podsCidr,
    kubelet_configuration: JSON.stringify(kubeletConfiguration(first.kubelet)),
    proxy_mode: spec.kubeProxy.mode,
    etcd_image: images.etcd,
    coredns_image: images.coredns,
    control_plane_images: [images.pause, images.etcd, images.kubeApiserver, images.kubeControllerManager, images.kubeScheduler].join(' '),
    images: [...calico, images.kubeProxy, images.coredns].join(' '),
    worker_images: [images.pause, images.nginx, ...calico, images.kubeProxy, images.coredns].join(' '),
    ignore: 'SystemVerification,DirAvailable--etc-kubernetes-manifests',
  });
  const addresses = spec.hosts.map((host) => `[${host.name}]=${host.ip}`).join(' ');
  await writeFile(join(kit, 'settings'), `${settings}declare -A address=(${addresses})\n`, { mode: 0o600 });
  const definitions = await (await fetch(first.files.calicoCrds.url)).text();
  for (const name of [...planes, ...workers]) {
    const own = workers.includes(name) ? ['/etc/nginx/nginx.conf', '/etc/kubernetes/manifests/nginx-proxy.yml'] : [];
    const common = ['/etc/containerd/config.toml', '/etc/containerd/certs.d/_default/hosts.toml', '/etc/crictl.yaml'];
    const texts = new Map([...common, ...own].map((path) => [path, contentOf(graph, name, path)]));
    texts.set('/etc/systemd/system/containerd.service', contentOf(graph, name, 'containerd.service'));
    texts.set('/etc/systemd/system/kubelet.service', kubeletUnit);
    texts.set('/etc/systemd/system/kubelet.service.d/10-kubeadm.conf', kubeadmDropIn);
    if (name === planes[0]) {
      texts.set('/root/calico/crds.yaml', definitions);
      texts.set('/root/calico/calico.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: calicoObjects(graph) }));
    }
    for (const [path, text] of texts) {
      const target = join(kit, 'hosts', name, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  }
}

type KubeletSettings = OpenCluster['spec']['hosts'][number]['kubelet'];

/** Assignments for a POSIX shell; values may hold anything. */
export function shellSettings(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}

/** What the machine imposes on kubelets; the rest is as kubeadm has it. JSON is YAML. */
function kubeletConfiguration({ failCgroupV1, failSwapOn, configExtraArgs }: KubeletSettings): object {
  return { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', failCgroupV1, failSwapOn, ...configExtraArgs };
}

/** The text kmagic would write to a path, or as a unit, on a host. */
function contentOf(graph: Graph, host: string, owned: string): string {
  for (const node of graph.nodes) {
    const { path, name } = node.resource.subject as { readonly path?: string; readonly name?: string };
    const { content } = node.resource.want as { readonly content?: unknown };
    if (node.host === host && (path === owned || name === owned) && typeof content === 'string') return content;
  }
  throw new Error(`kmagic writes no ${owned} on ${host}`);
}

function packagesOf(graph: Graph, host: string): readonly string[] {
  const node = graph.nodes.find((candidate) => candidate.host === host && candidate.resource.kind.name === 'packages');
  return (node?.resource.subject as { readonly names?: readonly string[] } | undefined)?.names ?? [];
}

function calicoObjects(graph: Graph): readonly unknown[] {
  const nodes = graph.nodes.filter((node) => node.role === 'network-plugin' && node.resource.kind.name === 'kube-objects');
  return nodes.flatMap((node) => (node.resource.want as { readonly objects: readonly unknown[] }).objects);
}

const kubeletUnit = `[Unit]
Description=kubelet
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/local/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=2

[Install]
WantedBy=multi-user.target
`;

// As kubeadm's packages bring it.
const kubeadmDropIn = `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
`;
