import { expect, test } from 'vitest';
import { joinConfiguration } from './join-configuration.ts';

test('a join configuration finds the API by a file and has a place for the token', () => {
  const { before, after } = joinConfiguration({
    discoveryFile: '/run/kmagic-discovery.conf',
    nodeName: 'node4',
    criSocket: 'unix:///var/run/containerd/containerd.sock',
    discoveryTimeout: '60s',
    tlsBootstrapTimeout: '2m0s',
    caCertPath: '/etc/kubernetes/ssl/ca.crt',
    ignorePreflightErrors: [],
  });
  expect(`${before}abcdef.0123456789abcdef${after}`).toMatchInlineSnapshot(`
    "apiVersion: kubeadm.k8s.io/v1beta4
    caCertPath: /etc/kubernetes/ssl/ca.crt
    discovery:
      file:
        kubeConfigPath: /run/kmagic-discovery.conf
      tlsBootstrapToken: abcdef.0123456789abcdef
    kind: JoinConfiguration
    nodeRegistration:
      criSocket: unix:///var/run/containerd/containerd.sock
      imagePullPolicy: IfNotPresent
      imagePullSerial: false
      name: node4
      taints: []
    timeouts:
      discovery: 60s
      tlsBootstrap: 2m0s
    "
  `);
});
