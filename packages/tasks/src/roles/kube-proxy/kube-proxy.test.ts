import { expect, test } from 'vitest';
import { unstorable } from '../../manifests/stored-form.fixture.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { kubeProxyConfig, type KubeProxyConfigOptions } from './kube-proxy-config.ts';
import { kubeProxyObjects } from './kube-proxy-objects.ts';

const defaults: KubeProxyConfigOptions = {
  mode: 'nftables',
  podsCidr: '10.233.64.0/18',
  bindAddress: '0.0.0.0',
  healthzBindAddress: '0.0.0.0:10256',
  metricsBindAddress: '127.0.0.1:10249',
  conntrackMaxPerCore: 32_768,
  conntrackMin: 131_072,
  conntrackTcpCloseWaitTimeout: '1h0m0s',
  conntrackTcpEstablishedTimeout: '24h0m0s',
  masqueradeAll: false,
  masqueradeBit: 14,
  minSyncPeriod: '0s',
  syncPeriod: '30s',
  ipvsScheduler: 'rr',
  ipvsStrictArp: false,
  ipvsExcludeCidrs: [],
  nodePortAddresses: [],
  oomScoreAdj: -999,
  featureGates: {},
};

const objects = (config: Partial<KubeProxyConfigOptions>): ReturnType<typeof kubeProxyObjects> =>
  kubeProxyObjects({
    image: 'registry.k8s.io/kube-proxy:v1.36.4',
    imagePullPolicy: 'IfNotPresent',
    server: 'https://127.0.0.1:6443',
    config: kubeProxyConfig({ ...defaults, ...config }),
  });

test('the configuration holds the section of its mode only', () => {
  expect(yamlText(kubeProxyConfig(defaults))).toMatchInlineSnapshot(`
    "apiVersion: kubeproxy.config.k8s.io/v1alpha1
    bindAddress: 0.0.0.0
    clientConnection:
      kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
    clusterCIDR: 10.233.64.0/18
    conntrack:
      maxPerCore: 32768
      min: 131072
      tcpCloseWaitTimeout: 1h0m0s
      tcpEstablishedTimeout: 24h0m0s
    healthzBindAddress: 0.0.0.0:10256
    kind: KubeProxyConfiguration
    metricsBindAddress: 127.0.0.1:10249
    mode: nftables
    nftables:
      masqueradeAll: false
      masqueradeBit: 14
      minSyncPeriod: 0s
      syncPeriod: 30s
    oomScoreAdj: -999
    "
  `);
  expect(Object.keys(kubeProxyConfig({ ...defaults, mode: 'iptables' }))).not.toContain('nftables');
  expect(kubeProxyConfig({ ...defaults, mode: 'ipvs', ipvsStrictArp: true })).toMatchObject({ ipvs: { strictARP: true, scheduler: 'rr' } });
});

test('the objects of kube-proxy', () => {
  expect(
    objects({})
      .map((o) => yamlText(o))
      .join('---\n'),
  ).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: kube-proxy
      namespace: kube-system
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata:
      name: kubeadm:node-proxier
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: ClusterRole
      name: system:node-proxier
    subjects:
    - kind: ServiceAccount
      name: kube-proxy
      namespace: kube-system
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata:
      name: kube-proxy
      namespace: kube-system
    rules:
    - apiGroups:
      - ""
      resourceNames:
      - kube-proxy
      resources:
      - configmaps
      verbs:
      - get
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata:
      name: kube-proxy
      namespace: kube-system
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: Role
      name: kube-proxy
    subjects:
    - apiGroup: rbac.authorization.k8s.io
      kind: Group
      name: system:bootstrappers:kubeadm:default-node-token
    ---
    apiVersion: v1
    data:
      config.conf: |
        apiVersion: kubeproxy.config.k8s.io/v1alpha1
        bindAddress: 0.0.0.0
        clientConnection:
          kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
        clusterCIDR: 10.233.64.0/18
        conntrack:
          maxPerCore: 32768
          min: 131072
          tcpCloseWaitTimeout: 1h0m0s
          tcpEstablishedTimeout: 24h0m0s
        healthzBindAddress: 0.0.0.0:10256
        kind: KubeProxyConfiguration
        metricsBindAddress: 127.0.0.1:10249
        mode: nftables
        nftables:
          masqueradeAll: false
          masqueradeBit: 14
          minSyncPeriod: 0s
          syncPeriod: 30s
        oomScoreAdj: -999
      kubeconfig.conf: |
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
            server: https://127.0.0.1:6443
          name: default
        contexts:
        - context:
            cluster: default
            namespace: default
            user: default
          name: default
        current-context: default
        kind: Config
        users:
        - name: default
          user:
            tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
    kind: ConfigMap
    metadata:
      labels:
        app: kube-proxy
      name: kube-proxy
      namespace: kube-system
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      labels:
        k8s-app: kube-proxy
      name: kube-proxy
      namespace: kube-system
    spec:
      selector:
        matchLabels:
          k8s-app: kube-proxy
      template:
        metadata:
          annotations:
            kmagic/config-hash: 6116c82c0a7b4405
          labels:
            k8s-app: kube-proxy
        spec:
          containers:
          - command:
            - /usr/local/bin/kube-proxy
            - --config=/var/lib/kube-proxy/config.conf
            - --hostname-override=$(NODE_NAME)
            env:
            - name: NODE_NAME
              valueFrom:
                fieldRef:
                  apiVersion: v1
                  fieldPath: spec.nodeName
            image: registry.k8s.io/kube-proxy:v1.36.4
            imagePullPolicy: IfNotPresent
            name: kube-proxy
            securityContext:
              privileged: true
            volumeMounts:
            - mountPath: /var/lib/kube-proxy
              name: kube-proxy
            - mountPath: /run/xtables.lock
              name: xtables-lock
            - mountPath: /lib/modules
              name: lib-modules
              readOnly: true
          hostNetwork: true
          nodeSelector:
            kubernetes.io/os: linux
          priorityClassName: system-node-critical
          serviceAccountName: kube-proxy
          tolerations:
          - operator: Exists
          volumes:
          - configMap:
              name: kube-proxy
            name: kube-proxy
          - hostPath:
              path: /run/xtables.lock
              type: FileOrCreate
            name: xtables-lock
          - hostPath:
              path: /lib/modules
            name: lib-modules
      updateStrategy:
        rollingUpdate:
          maxUnavailable: 20%
        type: RollingUpdate
    "
  `);
});

test('a changed configuration makes the DaemonSet roll, an equal one does not', () => {
  const daemonSet = (config: Partial<KubeProxyConfigOptions>): string => yamlText(objects(config).at(-1) ?? {});
  expect(daemonSet({ conntrackMin: 0 })).not.toBe(daemonSet({}));
  expect(daemonSet({})).toBe(daemonSet({}));
});

test('the server stores every field as it is written', () => {
  expect(objects({}).flatMap((o) => unstorable(o, []))).toEqual([]);
});
