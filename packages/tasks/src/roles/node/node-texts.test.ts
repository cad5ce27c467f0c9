import { expect, test } from 'vitest';
import { manifestYaml } from '../../manifests/yaml-text.ts';
import { nginxProxyPod } from './nginx-proxy-pod.ts';
import { kubeletEnv, kubeletUnit, nginxConfig } from './node-texts.ts';

test('the kubelet environment holds its flags', () => {
  const text = kubeletEnv({
    binDir: '/usr/local/bin',
    logLevel: 2,
    nodeName: 'node1',
    nodeIp: '10.0.0.11',
    configFile: '/etc/kubernetes/kubelet-config.yaml',
    kubeconfigFile: '/etc/kubernetes/kubelet.conf',
    bootstrapKubeconfigFile: '/etc/kubernetes/bootstrap-kubelet.conf',
    flexvolumeDir: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
    runtimeCgroups: '/system.slice/containerd.service',
    customFlags: ['--v=4'],
  });
  expect(text).toMatchInlineSnapshot(`
    "KUBELET_LOG_LEVEL="--v=2"
    KUBELET_ADDRESS="--node-ip=10.0.0.11"
    KUBELET_HOSTNAME="--hostname-override=node1"
    KUBELET_ARGS="--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/etc/kubernetes/kubelet-config.yaml --runtime-cgroups=/system.slice/containerd.service --v=4"
    KUBELET_VOLUME_PLUGIN="--volume-plugin-dir=/usr/libexec/kubernetes/kubelet-plugins/volume/exec"
    PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    "
  `);
});

test('the kubelet unit waits for containerd and wants what the inventory adds', () => {
  expect(
    kubeletUnit({ binDir: '/usr/local/bin', envFile: '/etc/kubernetes/kubelet.env', wantedUnits: ['rpc-statd.service'], slice: undefined }),
  ).toMatchInlineSnapshot(`
    "[Unit]
    Description=Kubernetes kubelet
    Documentation=https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/
    After=containerd.service network-online.target
    Wants=containerd.service network-online.target
    Wants=rpc-statd.service
    # It is restarted until a joining host has its kubeconfig.
    StartLimitIntervalSec=0

    [Service]
    EnvironmentFile=/etc/kubernetes/kubelet.env
    ExecStart=/usr/local/bin/kubelet $KUBELET_LOG_LEVEL $KUBELET_ADDRESS $KUBELET_HOSTNAME $KUBELET_ARGS $KUBELET_VOLUME_PLUGIN
    Restart=always
    RestartSec=2s

    [Install]
    WantedBy=multi-user.target
    "
  `);
});

test('the proxy balances over all API servers', () => {
  const text = nginxConfig({
    apiservers: ['10.0.0.11:6443', '10.0.0.12:6443'],
    port: 6443,
    healthPort: 8081,
    healthAddress: '10.0.0.21',
    keepaliveTimeout: '5m',
    listens: 'both',
  });
  expect(text).toMatchInlineSnapshot(`
    "error_log stderr notice;

    worker_processes 2;
    worker_rlimit_nofile 16384;
    worker_shutdown_timeout 10s;

    events {
      multi_accept on;
      use epoll;
      worker_connections 8192;
    }

    stream {
      upstream kube_apiserver {
        least_conn;
        server 10.0.0.11:6443 max_fails=1 fail_timeout=5s;
        server 10.0.0.12:6443 max_fails=1 fail_timeout=5s;
      }

      server {
        listen 127.0.0.1:6443;
        listen [::1]:6443;
        proxy_pass kube_apiserver;
        proxy_timeout 10m;
        proxy_connect_timeout 1s;
        proxy_socket_keepalive on;
      }
    }

    http {
      access_log off;
      server_tokens off;
      keepalive_timeout 5m;

      server {
        listen 10.0.0.21:8081;
        location /healthz {
          return 200;
        }
        location /stub_status {
          stub_status on;
        }
      }
    }
    "
  `);
});

test('the proxy has no health server without a port, and no IPv6 where the kernel has none', () => {
  const text = nginxConfig({
    apiservers: ['10.0.0.11:6443'],
    port: 6443,
    healthPort: 0,
    healthAddress: '10.0.0.21',
    keepaliveTimeout: '5m',
    listens: 'ipv4',
  });
  expect(text).not.toMatch(/healthz|::1/);
});

test('the pod of the proxy changes with its configuration', () => {
  const options = {
    podName: 'nginx-proxy',
    image: 'docker.io/library/nginx:1.30.1-alpine',
    imagePullPolicy: 'IfNotPresent',
    configDir: '/etc/nginx',
    configFingerprint: 'abc',
    healthPort: 8081,
    healthAddress: '10.0.0.21',
    cpuRequests: '25m',
    memoryRequests: '32M',
  };
  expect(manifestYaml(nginxProxyPod(options))).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: Pod
    metadata:
      annotations:
        nginx-cfg-checksum: abc
      labels:
        addonmanager.kubernetes.io/mode: Reconcile
        k8s-app: kube-nginx
      name: nginx-proxy
      namespace: kube-system
    spec:
      containers:
      - image: docker.io/library/nginx:1.30.1-alpine
        imagePullPolicy: IfNotPresent
        livenessProbe:
          httpGet:
            host: 10.0.0.21
            path: /healthz
            port: 8081
            scheme: HTTP
        name: nginx-proxy
        readinessProbe:
          httpGet:
            host: 10.0.0.21
            path: /healthz
            port: 8081
            scheme: HTTP
        resources:
          requests:
            cpu: 25m
            memory: 32M
        volumeMounts:
        - mountPath: /etc/nginx
          name: etc-nginx
          readOnly: true
      dnsPolicy: ClusterFirstWithHostNet
      hostNetwork: true
      nodeSelector:
        kubernetes.io/os: linux
      priorityClassName: system-node-critical
      volumes:
      - hostPath:
          path: /etc/nginx
        name: etc-nginx
    "
  `);
  expect(nginxProxyPod({ ...options, healthPort: 0 }).spec?.containers[0]).not.toHaveProperty('livenessProbe');
});
