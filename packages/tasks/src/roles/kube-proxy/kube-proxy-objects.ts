import type { V1ConfigMap, V1DaemonSet, V1PodSpec } from '@kubernetes/client-node';
import { fingerprint } from '@kmagic/core';
import type { KubeObject, Manifest } from '../../manifests/kube-object.ts';
import { accountSubject, clusterRoleBinding, groupSubject, role, roleBinding, rule, serviceAccount } from '../../manifests/rbac.ts';
import { yamlText } from '../../manifests/yaml-text.ts';

export interface KubeProxyOptions {
  readonly image: string;
  readonly imagePullPolicy: string;
  /** Where kube-proxy of every host reaches the API: https://127.0.0.1:6443, since services do not work without it. */
  readonly server: string;
  /** From kubeProxyConfig(). */
  readonly config: object;
}

const place = { name: 'kube-proxy', namespace: 'kube-system' };

/** Everything kube-proxy is made of, in the order it can be applied, under the names kubeadm uses. */
export function kubeProxyObjects(options: KubeProxyOptions): readonly KubeObject[] {
  const configMap = kubeProxyConfigMap(options);
  const readers = groupSubject('system:bootstrappers:kubeadm:default-node-token');
  return [
    serviceAccount(place),
    clusterRoleBinding('kubeadm:node-proxier', 'system:node-proxier', [accountSubject(place)]),
    // kubeadm reads it on a host that joins.
    role(place, [{ ...rule('', ['configmaps'], ['get']), resourceNames: [place.name] }]),
    roleBinding(place, place.name, [readers]),
    configMap,
    kubeProxyDaemonSet(options, fingerprint(configMap.data).slice(0, 16)),
  ];
}

function kubeProxyConfigMap({ server, config }: KubeProxyOptions): Manifest<V1ConfigMap> {
  const account = '/var/run/secrets/kubernetes.io/serviceaccount';
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'default', cluster: { 'certificate-authority': `${account}/ca.crt`, server } }],
    contexts: [{ name: 'default', context: { cluster: 'default', namespace: 'default', user: 'default' } }],
    'current-context': 'default',
    users: [{ name: 'default', user: { tokenFile: `${account}/token` } }],
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...place, labels: { app: 'kube-proxy' } },
    data: { 'config.conf': yamlText(config), 'kubeconfig.conf': yamlText(kubeconfig) },
  };
}

function kubeProxyDaemonSet(options: KubeProxyOptions, configHash: string): Manifest<V1DaemonSet> {
  const labels = { 'k8s-app': 'kube-proxy' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { ...place, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '20%' } },
      // Pods do not read a changed ConfigMap: the hash makes the DaemonSet roll.
      template: { metadata: { labels, annotations: { 'kmagic/config-hash': configHash } }, spec: podSpec(options) },
    },
  };
}

function podSpec({ image, imagePullPolicy }: KubeProxyOptions): V1PodSpec {
  return {
    priorityClassName: 'system-node-critical',
    hostNetwork: true,
    serviceAccountName: place.name,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'kube-proxy',
        image,
        imagePullPolicy,
        command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
        env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
        securityContext: { privileged: true },
        volumeMounts: [
          { mountPath: '/var/lib/kube-proxy', name: 'kube-proxy' },
          { mountPath: '/run/xtables.lock', name: 'xtables-lock' },
          { mountPath: '/lib/modules', name: 'lib-modules', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'kube-proxy', configMap: { name: place.name } },
      { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
      { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
    ],
  };
}
