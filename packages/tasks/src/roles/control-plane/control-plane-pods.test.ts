import { expect, test } from 'vitest';
import { manifestYaml, yamlText } from '../../manifests/yaml-text.ts';
import { auditPolicy } from './audit-policy.ts';
import { controllerManagerDefaults, schedulerDefaults } from './control-plane.fixture.ts';
import { controllerManagerPod } from './controller-manager-pod.ts';
import { schedulerConfig } from './scheduler-config.ts';
import { schedulerPod } from './scheduler-pod.ts';

test('the controller manager leaves pod ranges to the network plugin unless told a prefix', () => {
  const words = (nodePrefix: number | undefined): readonly string[] =>
    controllerManagerPod({ ...controllerManagerDefaults, nodePrefix }).spec?.containers[0]?.command?.filter((w) => w.includes('cidr')) ??
    [];
  expect(words(undefined)).toEqual(['--allocate-node-cidrs=false', '--cluster-cidr=10.233.64.0/18']);
  expect(words(24)).toEqual(['--allocate-node-cidrs=true', '--cluster-cidr=10.233.64.0/18', '--node-cidr-mask-size-ipv4=24']);
});

test('the controller manager of the defaults', () => {
  expect(manifestYaml(controllerManagerPod(controllerManagerDefaults))).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: Pod
    metadata:
      labels:
        component: kube-controller-manager
        tier: control-plane
      name: kube-controller-manager
      namespace: kube-system
    spec:
      containers:
      - command:
        - kube-controller-manager
        - --allocate-node-cidrs=false
        - --authentication-kubeconfig=/etc/kubernetes/controller-manager.conf
        - --authorization-kubeconfig=/etc/kubernetes/controller-manager.conf
        - "--bind-address=::"
        - --client-ca-file=/etc/kubernetes/ssl/ca.crt
        - --cluster-cidr=10.233.64.0/18
        - --cluster-name=cluster.local
        - --cluster-signing-cert-file=/etc/kubernetes/ssl/ca.crt
        - --cluster-signing-key-file=/etc/kubernetes/ssl/ca.key
        - --configure-cloud-routes=false
        - --controllers=*,bootstrapsigner,tokencleaner
        - --flex-volume-plugin-dir=/usr/libexec/kubernetes/kubelet-plugins/volume/exec
        - --kube-api-burst=100
        - --kube-api-qps=100
        - --kubeconfig=/etc/kubernetes/controller-manager.conf
        - --leader-elect=true
        - --leader-elect-lease-duration=15s
        - --leader-elect-renew-deadline=10s
        - --node-monitor-grace-period=40s
        - --node-monitor-period=5s
        - --profiling=false
        - --requestheader-client-ca-file=/etc/kubernetes/ssl/front-proxy-ca.crt
        - --root-ca-file=/etc/kubernetes/ssl/ca.crt
        - --service-account-private-key-file=/etc/kubernetes/ssl/sa.key
        - --service-cluster-ip-range=10.233.0.0/18
        - --terminated-pod-gc-threshold=12500
        - --use-service-account-credentials=true
        image: registry.k8s.io/kube-controller-manager:v1.36.4
        imagePullPolicy: IfNotPresent
        livenessProbe:
          failureThreshold: 8
          httpGet:
            path: /healthz
            port: probe-port
            scheme: HTTPS
          initialDelaySeconds: 10
          periodSeconds: 10
          timeoutSeconds: 15
        name: kube-controller-manager
        ports:
        - containerPort: 10257
          name: probe-port
          protocol: TCP
        resources:
          requests:
            cpu: 200m
        startupProbe:
          failureThreshold: 24
          httpGet:
            path: /healthz
            port: probe-port
            scheme: HTTPS
          initialDelaySeconds: 10
          periodSeconds: 10
          timeoutSeconds: 15
        volumeMounts:
        - mountPath: /etc/ssl/certs
          name: ca-certs
          readOnly: true
        - mountPath: /usr/libexec/kubernetes/kubelet-plugins/volume/exec
          name: flexvolume-dir
        - mountPath: /etc/kubernetes/ssl
          name: k8s-certs
          readOnly: true
        - mountPath: /etc/kubernetes/controller-manager.conf
          name: kubeconfig
          readOnly: true
        - mountPath: /usr/share/ca-certificates
          name: usr-share-ca-certificates
          readOnly: true
      hostNetwork: true
      priority: 2000001000
      priorityClassName: system-node-critical
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      volumes:
      - hostPath:
          path: /etc/ssl/certs
          type: DirectoryOrCreate
        name: ca-certs
      - hostPath:
          path: /usr/libexec/kubernetes/kubelet-plugins/volume/exec
          type: DirectoryOrCreate
        name: flexvolume-dir
      - hostPath:
          path: /etc/kubernetes/ssl
          type: DirectoryOrCreate
        name: k8s-certs
      - hostPath:
          path: /etc/kubernetes/controller-manager.conf
          type: FileOrCreate
        name: kubeconfig
      - hostPath:
          path: /usr/share/ca-certificates
          type: DirectoryOrCreate
        name: usr-share-ca-certificates
    "
  `);
});

test('a pod bound to one address is probed there, one bound to all at its own', () => {
  const host = (bindAddress: string): string | undefined =>
    schedulerPod({ ...schedulerDefaults, bindAddress }).spec?.containers[0]?.livenessProbe?.httpGet?.host;
  expect(host('127.0.0.1')).toBe('127.0.0.1');
  expect(host('::')).toBeUndefined();
});

test('annotations and extra volumes reach the pod', () => {
  const volume = { name: 'own', hostPath: '/srv/own', mountPath: '/own', readOnly: false };
  const pod = schedulerPod({ ...schedulerDefaults, annotations: { 'kmagic/certificates': 'abc' }, extraVolumes: [volume] });
  expect(pod.metadata.annotations).toEqual({ 'kmagic/certificates': 'abc' });
  expect(pod.spec?.volumes).toContainEqual({ name: 'own', hostPath: { path: '/srv/own' } });
  expect(pod.spec?.containers[0]?.volumeMounts).toContainEqual({ name: 'own', mountPath: '/own' });
});

test('the scheduler configuration takes extra keys over its own', () => {
  const config = schedulerConfig({
    kubeconfigFile: '/k',
    leaseDuration: '15s',
    renewDeadline: '10s',
    profiling: false,
    profiles: [],
    extenders: [],
    extra: { parallelism: 4 },
  });
  expect(yamlText(config)).toMatchInlineSnapshot(`
    "apiVersion: kubescheduler.config.k8s.io/v1
    clientConnection:
      kubeconfig: /k
    enableProfiling: false
    kind: KubeSchedulerConfiguration
    leaderElection:
      leaseDuration: 15s
      renewDeadline: 10s
    parallelism: 4
    "
  `);
});

test('the standard audit policy never logs the body of a secret', () => {
  const policy = auditPolicy(undefined) as { rules: { level: string; resources?: { group: string; resources?: string[] }[] }[] };
  const first = policy.rules.find((r) => r.resources?.some((g) => g.group === '' && (!g.resources || g.resources.includes('secrets'))));
  expect(first?.level).toBe('Metadata');
});

test('custom audit rules replace the standard ones', () => {
  expect(auditPolicy([{ level: 'None' }])).toMatchObject({ rules: [{ level: 'None' }] });
});
