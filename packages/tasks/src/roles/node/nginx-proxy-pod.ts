import type { V1Pod } from '@kubernetes/client-node';
import type { Manifest } from '../../manifests/kube-object.ts';
import { resourceRequirements } from '../../manifests/resources.ts';

export interface NginxProxyOptions {
  readonly podName: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  /** /etc/nginx on the host. */
  readonly configDir: string;
  /** Of nginx.conf: a changed one makes the kubelet start the pod anew. */
  readonly configFingerprint: string;
  /** 0: no probes. */
  readonly healthPort: number;
  readonly healthAddress: string;
  readonly cpuRequests: string;
  readonly memoryRequests: string;
}

/** The static pod of the node-local API proxy, /etc/kubernetes/manifests/nginx-proxy.yml. */
export function nginxProxyPod(o: NginxProxyOptions): Manifest<V1Pod> {
  const probe = { httpGet: { host: o.healthAddress, path: '/healthz', port: o.healthPort, scheme: 'HTTP' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: o.podName,
      namespace: 'kube-system',
      labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile', 'k8s-app': 'kube-nginx' },
      annotations: { 'nginx-cfg-checksum': o.configFingerprint },
    },
    spec: {
      hostNetwork: true,
      dnsPolicy: 'ClusterFirstWithHostNet',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      priorityClassName: 'system-node-critical',
      containers: [
        {
          name: 'nginx-proxy',
          image: o.image,
          imagePullPolicy: o.imagePullPolicy,
          resources: resourceRequirements(o),
          ...(o.healthPort !== 0 && { livenessProbe: probe, readinessProbe: probe }),
          volumeMounts: [{ name: 'etc-nginx', mountPath: '/etc/nginx', readOnly: true }],
        },
      ],
      volumes: [{ name: 'etc-nginx', hostPath: { path: o.configDir } }],
    },
  };
}
