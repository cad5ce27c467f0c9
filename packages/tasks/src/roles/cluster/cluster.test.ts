import { expect, test } from 'vitest';
import { yamlText } from '../../manifests/yaml-text.ts';
import { clusterConfiguration, type ClusterConfigurationOptions } from './cluster-configuration.ts';
import { clusterInfo, sharedKubeletConfig, uploadedConfig } from './upload-config.ts';

const none = { extraArgs: {}, extraVolumes: [] };

const cluster: ClusterConfigurationOptions = {
  clusterName: 'cluster.local',
  kubernetesVersion: '1.36.4',
  controlPlaneEndpoint: '10.0.0.11:6443',
  certDir: '/etc/kubernetes/ssl',
  imageRepository: 'registry.k8s.io',
  dnsDomain: 'cluster.local',
  servicesCidr: '10.233.0.0/18',
  podsCidr: '10.233.64.0/18',
  etcd: {
    endpoints: ['https://10.0.0.11:2379'],
    caFile: '/etc/ssl/etcd/ssl/ca.pem',
    certFile: '/etc/ssl/etcd/ssl/node-node1.pem',
    keyFile: '/etc/ssl/etcd/ssl/node-node1-key.pem',
  },
  certSans: ['kubernetes', '10.233.0.1'],
  certificateValidityHours: 8760,
  caValidityHours: 87_600,
  encryptionAlgorithm: 'RSA-2048',
  featureGates: {},
  apiServer: {
    extraArgs: { 'tls-sni-cert-key': ['/a,/b', '/c,/d'], 'bind-address': '::', profiling: false },
    extraVolumes: [{ name: 'x', hostPath: '/x', mountPath: '/y', readOnly: true, pathType: 'File' }],
  },
  controllerManager: none,
  scheduler: none,
};

test('the cluster configuration says what kubeadm reads', () => {
  expect(yamlText(clusterConfiguration(cluster))).toMatchInlineSnapshot(`
    "apiServer:
      certSANs:
      - kubernetes
      - 10.233.0.1
      extraArgs:
      - name: bind-address
        value: "::"
      - name: profiling
        value: "false"
      - name: tls-sni-cert-key
        value: /a,/b
      - name: tls-sni-cert-key
        value: /c,/d
      extraVolumes:
      - hostPath: /x
        mountPath: /y
        name: x
        pathType: File
        readOnly: true
    apiVersion: kubeadm.k8s.io/v1beta4
    caCertificateValidityPeriod: 87600h0m0s
    certificateValidityPeriod: 8760h0m0s
    certificatesDir: /etc/kubernetes/ssl
    clusterName: cluster.local
    controlPlaneEndpoint: 10.0.0.11:6443
    controllerManager: {}
    dns:
      disabled: true
    encryptionAlgorithm: RSA-2048
    etcd:
      external:
        caFile: /etc/ssl/etcd/ssl/ca.pem
        certFile: /etc/ssl/etcd/ssl/node-node1.pem
        endpoints:
        - https://10.0.0.11:2379
        keyFile: /etc/ssl/etcd/ssl/node-node1-key.pem
    imageRepository: registry.k8s.io
    kind: ClusterConfiguration
    kubernetesVersion: v1.36.4
    networking:
      dnsDomain: cluster.local
      podSubnet: 10.233.64.0/18
      serviceSubnet: 10.233.0.0/18
    proxy:
      disabled: true
    scheduler: {}
    "
  `);
});

test('cluster-info owns the kubeconfig and none of the signatures', () => {
  const info = clusterInfo({ caPem: 'PEM', server: 'https://10.0.0.11:6443' });
  expect(info.data).toMatchInlineSnapshot(`
    {
      "kubeconfig": "apiVersion: v1
    clusters:
    - cluster:
        certificate-authority-data: UEVN
        server: https://10.0.0.11:6443
      name: ""
    kind: Config
    ",
    }
  `);
});

test('everything uploaded has a name of its own', () => {
  const objects = uploadedConfig({ clusterConfiguration: clusterConfiguration(cluster), kubeletConfiguration: {} });
  const names = objects.map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`);
  expect(names).toMatchInlineSnapshot(`
    [
      "ConfigMap kube-system/kubeadm-config",
      "ConfigMap kube-system/kubelet-config",
      "Role kube-system/kubeadm:nodes-kubeadm-config",
      "RoleBinding kube-system/kubeadm:nodes-kubeadm-config",
      "Role kube-system/kubeadm:kubelet-config",
      "RoleBinding kube-system/kubeadm:kubelet-config",
      "Role kube-public/kubeadm:bootstrap-signer-clusterinfo",
      "RoleBinding kube-public/kubeadm:bootstrap-signer-clusterinfo",
      "ClusterRoleBinding /kubeadm:kubelet-bootstrap",
      "ClusterRoleBinding /kubeadm:node-autoapprove-bootstrap",
      "ClusterRoleBinding /kubeadm:node-autoapprove-certificate-rotation",
      "ClusterRole /kubeadm:get-nodes",
      "ClusterRoleBinding /kubeadm:get-nodes",
      "ClusterRoleBinding /kubeadm:cluster-admins",
      "ClusterRoleBinding /kubeadm:apiserver-kubelet-client",
      "ClusterRoleBinding /kubespray:system:node",
    ]
  `);
  expect(new Set(names).size).toBe(names.length);
});

test("what is one host's own does not go to other kubelets", () => {
  expect(sharedKubeletConfig({ address: '10.0.0.11', resolvConf: '/run/x', maxPods: 110 })).toEqual({ maxPods: 110 });
});
