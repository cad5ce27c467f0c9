import type { V1Container, V1Pod, V1Probe, V1Volume, V1VolumeMount } from '@kubernetes/client-node';
import type { Manifest } from '../../manifests/kube-object.ts';

/** A path of the host inside a pod, at the same path unless `mountPath` says otherwise. */
export interface HostMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath?: string;
  readonly readOnly: boolean;
  readonly type?: string | undefined;
}

/** What the three control-plane pods have in common in their options. */
export interface ComponentOptions {
  readonly image: string;
  readonly imagePullPolicy: string;
  /** Of the certificates: /etc/kubernetes/ssl. */
  readonly certDir: string;
  readonly extraVolumes: readonly HostMount[];
  /** Added to the pod, such as a fingerprint of certificates: a changed one makes the kubelet start the pod anew. */
  readonly annotations: Readonly<Record<string, string>>;
}

type PodOptions = Omit<ComponentOptions, 'certDir'>;

/** What differs between the three. */
export interface Component {
  readonly name: string;
  readonly command: readonly string[];
  readonly cpuRequest: string;
  readonly port: number;
  /** Where probes ask; the pod's own address where undefined. */
  readonly probeHost: string | undefined;
  readonly livePath: string;
  readonly readyPath: string | undefined;
  readonly mounts: readonly HostMount[];
}

/** A control-plane pod of the shape kubeadm writes: host network, system-node-critical, RuntimeDefault seccomp. */
export function componentPod(component: Component, options: PodOptions): Manifest<V1Pod> {
  const mounts = [...component.mounts, ...options.extraVolumes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const annotated = Object.keys(options.annotations).length > 0;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: component.name,
      namespace: 'kube-system',
      labels: { component: component.name, tier: 'control-plane' },
      ...(annotated && { annotations: options.annotations }),
    },
    spec: {
      containers: [container(component, options, mounts)],
      hostNetwork: true,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      volumes: mounts.map(volume),
    },
  };
}

/** The certificate directories of the operating system: links in /etc/ssl/certs point into the others. */
export function hostCaMounts(directories: readonly string[]): readonly HostMount[] {
  return directories.map((path) => ({
    name: path === '/etc/ssl/certs' ? 'ca-certs' : path.slice(1).replaceAll('/', '-'),
    hostPath: path,
    readOnly: true,
    type: 'DirectoryOrCreate',
  }));
}

/** A kubeconfig mounted as kubeadm does. */
export function kubeconfigMount(path: string): HostMount {
  return { name: 'kubeconfig', hostPath: path, readOnly: true, type: 'FileOrCreate' };
}

/** Where a probe can reach a server bound to this address: undefined (the pod's own) for all addresses. */
export function probeHost(bindAddress: string): string | undefined {
  return bindAddress === '0.0.0.0' || bindAddress === '::' ? undefined : bindAddress;
}

function container(component: Component, options: PodOptions, mounts: readonly HostMount[]): V1Container {
  const live = { ...probe(component, component.livePath), initialDelaySeconds: 10, periodSeconds: 10 };
  return {
    name: component.name,
    image: options.image,
    imagePullPolicy: options.imagePullPolicy,
    command: [...component.command],
    ports: [{ name: 'probe-port', containerPort: component.port, protocol: 'TCP' }],
    resources: { requests: { cpu: component.cpuRequest } },
    livenessProbe: { ...live, failureThreshold: 8 },
    ...(component.readyPath !== undefined && {
      readinessProbe: { ...probe(component, component.readyPath), periodSeconds: 1, failureThreshold: 3 },
    }),
    startupProbe: { ...live, failureThreshold: 24 },
    volumeMounts: mounts.map(volumeMount),
  };
}

function probe({ probeHost: host }: Component, path: string): V1Probe {
  return { httpGet: { ...(host !== undefined && { host }), path, port: 'probe-port', scheme: 'HTTPS' }, timeoutSeconds: 15 };
}

function volume({ name, hostPath, type }: HostMount): V1Volume {
  return { name, hostPath: { path: hostPath, ...(type !== undefined && { type }) } };
}

function volumeMount({ name, hostPath, mountPath, readOnly }: HostMount): V1VolumeMount {
  return { name, mountPath: mountPath ?? hostPath, ...(readOnly && { readOnly }) };
}
