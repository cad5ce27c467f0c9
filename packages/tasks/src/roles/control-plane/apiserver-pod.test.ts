import { expect, test } from 'vitest';
import { manifestYaml } from '../../manifests/yaml-text.ts';
import { apiserverPod } from './apiserver-pod.ts';
import { apiserverDefaults as defaults } from './control-plane.fixture.ts';

const command = (options: Partial<typeof defaults>): readonly string[] =>
  apiserverPod({ ...defaults, ...options }).spec?.containers[0]?.command ?? [];

test('the default pod is what kubeadm writes, with the arguments of kubespray', () => {
  expect(manifestYaml(apiserverPod(defaults))).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: Pod
    metadata:
      annotations:
        kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint: 10.0.0.11:6443
      labels:
        component: kube-apiserver
        tier: control-plane
      name: kube-apiserver
      namespace: kube-system
    spec:
      containers:
      - command:
        - kube-apiserver
        - --advertise-address=10.0.0.11
        - --allow-privileged=true
        - --anonymous-auth=true
        - --authorization-mode=Node,RBAC
        - "--bind-address=::"
        - --client-ca-file=/etc/kubernetes/ssl/ca.crt
        - --default-not-ready-toleration-seconds=300
        - --default-unreachable-toleration-seconds=300
        - --enable-admission-plugins=NodeRestriction
        - --enable-aggregator-routing=false
        - --enable-bootstrap-token-auth=true
        - --endpoint-reconciler-type=lease
        - --etcd-cafile=/etc/ssl/etcd/ssl/ca.pem
        - --etcd-certfile=/etc/ssl/etcd/ssl/node-node1.pem
        - --etcd-compaction-interval=5m0s
        - --etcd-keyfile=/etc/ssl/etcd/ssl/node-node1-key.pem
        - --etcd-servers=https://10.0.0.11:2379,https://10.0.0.12:2379
        - --event-ttl=1h0m0s
        - --kubelet-client-certificate=/etc/kubernetes/ssl/apiserver-kubelet-client.crt
        - --kubelet-client-key=/etc/kubernetes/ssl/apiserver-kubelet-client.key
        - --kubelet-preferred-address-types=InternalDNS,InternalIP,Hostname,ExternalDNS,ExternalIP
        - --profiling=false
        - --proxy-client-cert-file=/etc/kubernetes/ssl/front-proxy-client.crt
        - --proxy-client-key-file=/etc/kubernetes/ssl/front-proxy-client.key
        - --request-timeout=1m0s
        - --requestheader-allowed-names=front-proxy-client
        - --requestheader-client-ca-file=/etc/kubernetes/ssl/front-proxy-ca.crt
        - --requestheader-extra-headers-prefix=X-Remote-Extra-
        - --requestheader-group-headers=X-Remote-Group
        - --requestheader-username-headers=X-Remote-User
        - --secure-port=6443
        - --service-account-issuer=https://kubernetes.default.svc.cluster.local
        - --service-account-key-file=/etc/kubernetes/ssl/sa.pub
        - --service-account-lookup=true
        - --service-account-signing-key-file=/etc/kubernetes/ssl/sa.key
        - --service-cluster-ip-range=10.233.0.0/18
        - --service-node-port-range=30000-32767
        - --shutdown-watch-termination-grace-period=10s
        - --storage-backend=etcd3
        - --tls-cert-file=/etc/kubernetes/ssl/apiserver.crt
        - --tls-private-key-file=/etc/kubernetes/ssl/apiserver.key
        image: registry.k8s.io/kube-apiserver:v1.36.4
        imagePullPolicy: IfNotPresent
        livenessProbe:
          failureThreshold: 8
          httpGet:
            host: 10.0.0.11
            path: /livez
            port: probe-port
            scheme: HTTPS
          initialDelaySeconds: 10
          periodSeconds: 10
          timeoutSeconds: 15
        name: kube-apiserver
        ports:
        - containerPort: 6443
          name: probe-port
          protocol: TCP
        readinessProbe:
          failureThreshold: 3
          httpGet:
            host: 10.0.0.11
            path: /readyz
            port: probe-port
            scheme: HTTPS
          periodSeconds: 1
          timeoutSeconds: 15
        resources:
          requests:
            cpu: 250m
        startupProbe:
          failureThreshold: 24
          httpGet:
            host: 10.0.0.11
            path: /livez
            port: probe-port
            scheme: HTTPS
          initialDelaySeconds: 10
          periodSeconds: 10
          timeoutSeconds: 15
        volumeMounts:
        - mountPath: /etc/ssl/certs
          name: ca-certs
          readOnly: true
        - mountPath: /etc/ssl/etcd/ssl
          name: etcd-certs-0
          readOnly: true
        - mountPath: /etc/kubernetes/ssl
          name: k8s-certs
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
          path: /etc/ssl/etcd/ssl
          type: DirectoryOrCreate
        name: etcd-certs-0
      - hostPath:
          path: /etc/kubernetes/ssl
          type: DirectoryOrCreate
        name: k8s-certs
      - hostPath:
          path: /usr/share/ca-certificates
          type: DirectoryOrCreate
        name: usr-share-ca-certificates
    "
  `);
});

test('flags are sorted by name, and a flag of the user replaces ours, also by several values', () => {
  const words = command({ extraArgs: { 'event-ttl': '2h', 'tls-sni-cert-key': ['/a,/b', '/c,/d'], v: 3 } });
  expect(words.filter((w) => /event-ttl|sni|--v=/.test(w))).toEqual([
    '--event-ttl=2h',
    '--tls-sni-cert-key=/a,/b',
    '--tls-sni-cert-key=/c,/d',
    '--v=3',
  ]);
  const names = words.slice(1).map((w) => w.split('=')[0]);
  expect(names).toEqual([...names].sort());
});

test('the same options in another order give the same text', () => {
  const reversed = Object.fromEntries(Object.entries(defaults).reverse()) as unknown as typeof defaults;
  expect(manifestYaml(apiserverPod(reversed))).toBe(manifestYaml(apiserverPod(defaults)));
});

test('feature gates and admission plugins are one flag each', () => {
  const words = command({ featureGates: { B: false, A: true }, enableAdmissionPlugins: ['NodeRestriction', 'AlwaysPullImages'] });
  expect(words).toContain('--feature-gates=A=true,B=false');
  expect(words).toContain('--enable-admission-plugins=NodeRestriction,AlwaysPullImages');
});

test('auditing mounts the policy and the directory of the log, and nothing for the log where it goes to standard output', () => {
  const audit = {
    policyFile: '/etc/kubernetes/audit-policy/apiserver-audit-policy.yaml',
    logPath: '/var/log/audit/kube-apiserver-audit.log',
    logHostDir: '/var/log/kubernetes/audit',
    logMaxAgeDays: 30,
    logMaxBackups: 10,
    logMaxSizeMb: 100,
  };
  const mounts = (logPath: string): readonly string[] =>
    apiserverPod({ ...defaults, audit: { ...audit, logPath } }).spec?.containers[0]?.volumeMounts?.map(
      (m) => `${m.name} ${m.mountPath} ${m.readOnly ? 'ro' : 'rw'}`,
    ) ?? [];
  expect(mounts(audit.logPath).filter((m) => m.startsWith('audit'))).toEqual([
    'audit-logs /var/log/audit rw',
    'audit-policy /etc/kubernetes/audit-policy ro',
  ]);
  expect(mounts('-').filter((m) => m.startsWith('audit'))).toEqual(['audit-policy /etc/kubernetes/audit-policy ro']);
});

test('who is let in may be said by a file, in place of the flag for everybody', () => {
  const authenticationConfigFile = '/etc/kubernetes/apiserver-authentication-config-v1.yaml';
  expect(command({ authenticationConfigFile }).filter((word) => /anonymous|authentication-config/.test(word))).toEqual([
    `--authentication-config=${authenticationConfigFile}`,
  ]);
  const volumes = apiserverPod({ ...defaults, authenticationConfigFile }).spec?.volumes ?? [];
  expect(volumes.find(({ name }) => name === 'authentication-config')?.hostPath).toEqual({ path: authenticationConfigFile, type: 'File' });
});

test('an encryption config in the certificate directory needs no mount of its own', () => {
  const mounts = apiserverPod({ ...defaults, encryptionConfigFile: '/etc/kubernetes/ssl/secrets_encryption.yaml' }).spec?.volumes?.map(
    (v) => v.name,
  );
  expect(mounts).not.toContain('encryption-config');
  expect(command({ encryptionConfigFile: '/etc/kubernetes/ssl/secrets_encryption.yaml' })).toContain(
    '--encryption-provider-config=/etc/kubernetes/ssl/secrets_encryption.yaml',
  );
});

test('an IPv6 advertise address is bracketed where a port follows', () => {
  const pod = apiserverPod({ ...defaults, advertiseAddress: 'fd00::11' });
  expect(pod.metadata.annotations).toEqual({ 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': '[fd00::11]:6443' });
});
