import { expect, test } from 'vitest';
import { unstorable } from '../../../manifests/stored-form.fixture.ts';
import { yamlText } from '../../../manifests/yaml-text.ts';
import { calicoObjects } from './calico-objects.ts';
import { calicoDefaults as defaults } from './calico.fixture.ts';
import { calicoConfigMaps, cniNetworkConfig } from './config-maps.ts';
import { calicoCustomResources } from './custom-resources.ts';
import { calicoNodeDaemonSet } from './node-daemon-set.ts';

const nodeContainer = (
  options: Partial<typeof defaults>,
): NonNullable<ReturnType<typeof calicoNodeDaemonSet>['spec']>['template']['spec'] =>
  calicoNodeDaemonSet({ ...defaults, ...options }).spec?.template.spec;

test('the kubelet asks felix itself; where BIRD runs, calico asks both', () => {
  const probes = (options: Partial<typeof defaults>): unknown[] => {
    const { startupProbe, livenessProbe, readinessProbe } = nodeContainer(options)?.containers[0] ?? {};
    return [startupProbe, livenessProbe, readinessProbe].map((p) => p?.httpGet ?? p?.exec?.command);
  };
  const felix = (path: string, host = 'localhost'): unknown => ({ host, path, port: 9099 });
  expect(probes({ backend: 'vxlan' })).toEqual([felix('/readiness'), felix('/liveness'), felix('/readiness')]);
  expect(probes({ backend: 'none', healthHost: '::1' })).toEqual([
    felix('/readiness', '::1'),
    felix('/liveness', '::1'),
    felix('/readiness', '::1'),
  ]);
  expect(probes({ backend: 'bird' })).toEqual([
    felix('/readiness'),
    ['/bin/calico-node', '-felix-live', '-bird-live'],
    ['/bin/calico-node', '-felix-ready', '-bird-ready'],
  ]);
});

test('the CNI configuration is JSON once calico has put the MTU in', () => {
  const text = cniNetworkConfig({ ...defaults, allowIpForwarding: true });
  expect(text).toContain('"mtu": __CNI_MTU__');
  const list = JSON.parse(text.replace('__CNI_MTU__', '1450')) as { plugins: { type: string }[] };
  expect(list.plugins.map((p) => p.type)).toEqual(['calico', 'portmap', 'bandwidth']);
  expect(list.plugins[0]).toMatchObject({ container_settings: { allow_ip_forwarding: true } });
});

test('the custom resources of the three ways packets travel', () => {
  expect(
    calicoCustomResources(defaults)
      .map((o) => yamlText(o))
      .join('---\n'),
  ).toMatchInlineSnapshot(`
    "apiVersion: crd.projectcalico.org/v1
    kind: FelixConfiguration
    metadata:
      name: default
    spec:
      bpfEnabled: false
      floatingIPs: Disabled
      ipipEnabled: false
      logSeverityScreen: Info
      reportingInterval: 0s
      vxlanEnabled: true
      vxlanPort: 4789
      vxlanVNI: 4096
      wireguardEnabled: false
    ---
    apiVersion: crd.projectcalico.org/v1
    kind: IPPool
    metadata:
      name: default-pool
    spec:
      allowedUses:
      - Workload
      - Tunnel
      blockSize: 26
      cidr: 10.233.64.0/18
      ipipMode: Never
      natOutgoing: true
      nodeSelector: all()
      vxlanMode: Always
    ---
    apiVersion: crd.projectcalico.org/v1
    kind: BGPConfiguration
    metadata:
      name: default
    spec:
      asNumber: 64512
      listenPort: 179
      logSeverityScreen: Info
      nodeToNodeMeshEnabled: true
    ---
    apiVersion: crd.projectcalico.org/v1
    kind: IPAMConfig
    metadata:
      name: default
    spec:
      autoAllocateBlocks: true
      strictAffinity: false
    "
  `);
  const pool = (o: Partial<typeof defaults>): unknown => calicoCustomResources({ ...defaults, ...o })[1]?.spec;
  expect(pool({ vxlanMode: 'Never', ipipMode: 'CrossSubnet', backend: 'bird' })).toMatchObject({
    vxlanMode: 'Never',
    ipipMode: 'CrossSubnet',
  });
  expect(pool({ vxlanMode: 'Never', backend: 'bird' })).toMatchObject({ vxlanMode: 'Never', ipipMode: 'Never' });
});

test('all advertised ranges are kept', () => {
  const bgp = { ...defaults.bgp, advertisedClusterCidrs: ['10.233.0.0/18', 'fd00::/116'] };
  expect(calicoCustomResources({ ...defaults, bgp })[2]?.spec).toMatchObject({
    serviceClusterIPs: [{ cidr: '10.233.0.0/18' }, { cidr: 'fd00::/116' }],
  });
});

test('calico is told where the API is, or finds it by its service', () => {
  const names = (o: Partial<typeof defaults>): readonly string[] => calicoConfigMaps({ ...defaults, ...o }).map((c) => c.metadata.name);
  expect(names({})).toEqual(['calico-config', 'kubernetes-services-endpoint']);
  expect(names({ apiserver: undefined })).toEqual(['calico-config']);
});

test('a changed ConfigMap makes calico-node roll', () => {
  const hash = (o: Partial<typeof defaults>): unknown => calicoNodeDaemonSet({ ...defaults, ...o }).spec?.template.metadata?.annotations;
  expect(hash({ vethMtu: 1400 })).not.toEqual(hash({}));
  expect(hash({})).toEqual(hash({}));
});

test('environment variables are named once, and what one names stands before it', () => {
  const names = nodeContainer({ ipvsNodePortRange: '30000-32767', nftablesMode: 'Enabled' })?.containers[0]?.env?.map((e) => e.name) ?? [];
  expect(new Set(names).size).toBe(names.length);
  expect(names.indexOf('NODEIP')).toBeLessThan(names.indexOf('IP_AUTODETECTION_METHOD'));
  expect(names).toEqual(expect.arrayContaining(['FELIX_KUBENODEPORTRANGES', 'FELIX_NFTABLESMODE']));
});

test('every mount has its volume and every volume is mounted', () => {
  const spec = nodeContainer({});
  const mounted = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap((c) => c.volumeMounts?.map((m) => m.name) ?? []);
  expect(new Set(mounted)).toEqual(new Set(spec?.volumes?.map((v) => v.name)));
});

test('the server stores every field as it is written', () => {
  const { base, workloads } = calicoObjects(defaults);
  expect([...base, ...workloads].flatMap((o) => unstorable(o, []))).toEqual([]);
});

test('the whole of the defaults', () => {
  const { base, resources, workloads } = calicoObjects(defaults);
  expect([...base, ...resources, ...workloads].map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`))
    .toMatchInlineSnapshot(`
    [
      "ServiceAccount kube-system/calico-node",
      "ClusterRole /calico-node",
      "ClusterRoleBinding /calico-node",
      "ServiceAccount kube-system/calico-cni-plugin",
      "ClusterRole /calico-cni-plugin",
      "ClusterRoleBinding /calico-cni-plugin",
      "ServiceAccount kube-system/calico-kube-controllers",
      "ClusterRole /calico-kube-controllers",
      "ClusterRoleBinding /calico-kube-controllers",
      "ConfigMap kube-system/calico-config",
      "ConfigMap kube-system/kubernetes-services-endpoint",
      "FelixConfiguration /default",
      "IPPool /default-pool",
      "BGPConfiguration /default",
      "IPAMConfig /default",
      "DaemonSet kube-system/calico-node",
      "PodDisruptionBudget kube-system/calico-kube-controllers",
      "Deployment kube-system/calico-kube-controllers",
    ]
  `);
  expect(yamlText(workloads[2] ?? {})).toMatchInlineSnapshot(`
    "apiVersion: apps/v1
    kind: Deployment
    metadata:
      labels:
        k8s-app: calico-kube-controllers
      name: calico-kube-controllers
      namespace: kube-system
    spec:
      replicas: 1
      selector:
        matchLabels:
          k8s-app: calico-kube-controllers
      strategy:
        type: Recreate
      template:
        metadata:
          labels:
            k8s-app: calico-kube-controllers
        spec:
          containers:
          - env:
            - name: DATASTORE_TYPE
              value: kubernetes
            - name: ENABLED_CONTROLLERS
              value: node
            - name: LOG_LEVEL
              value: info
            envFrom:
            - configMapRef:
                name: kubernetes-services-endpoint
                optional: true
            image: quay.io/calico/kube-controllers:v3.31.7
            imagePullPolicy: IfNotPresent
            livenessProbe:
              exec:
                command:
                - /usr/bin/check-status
                - -l
              failureThreshold: 6
              initialDelaySeconds: 10
              periodSeconds: 10
              timeoutSeconds: 10
            name: calico-kube-controllers
            readinessProbe:
              exec:
                command:
                - /usr/bin/check-status
                - -r
              periodSeconds: 10
              timeoutSeconds: 10
            resources:
              limits:
                cpu: "1"
                memory: 256M
              requests:
                cpu: 30m
                memory: 64M
            startupProbe:
              exec:
                command:
                - /usr/bin/check-status
                - -r
              failureThreshold: 150
              periodSeconds: 2
              timeoutSeconds: 10
            volumeMounts:
            - mountPath: /status
              name: status
          hostNetwork: true
          nodeSelector:
            kubernetes.io/os: linux
          priorityClassName: system-cluster-critical
          serviceAccountName: calico-kube-controllers
          tolerations:
          - key: CriticalAddonsOnly
            operator: Exists
          - effect: NoSchedule
            key: node-role.kubernetes.io/control-plane
            operator: Exists
          volumes:
          - emptyDir: {}
            name: status
    "
  `);
});
