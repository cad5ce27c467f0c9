import type { CertificateSettings, NetworkSettings } from '../cluster-spec.ts';
import { hours } from '../structured-values.ts';
import { cidr, integer, oneOf, portRange } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Topic } from '../variable.ts';

/** Address ranges. */
export const network: Topic<NetworkSettings, ClusterScope> = {
  servicesCidr: variable('kube_service_addresses', 'The range of service addresses; it cannot change once installed.', {
    type: cidr,
    default: '10.233.0.0/18',
  }),
  podsCidr: variable('kube_pods_subnet', 'The range of pod addresses; it cannot change once installed.', {
    type: cidr,
    default: '10.233.64.0/18',
  }),
  nodePrefix: variable('kube_network_node_prefix', "The prefix length of one node's pods, where the network is not calico.", {
    type: integer(8, 30),
    default: 24,
  }),
  nodePortRange: variable('kube_apiserver_node_port_range', 'Ports of NodePort services.', { type: portRange, default: '30000-32767' }),
};

/** Keys, and how long certificates live. */
export const certificates: Topic<CertificateSettings, ClusterScope> = {
  keySize: variable('certificates_key_size', 'RSA bits of new keys of etcd.', { type: oneOf([2048, 3072, 4096]), default: 2048 }),
  kubeKeyAlgorithm: variable('kube_asymmetric_encryption_algorithm', 'The kind of new keys of Kubernetes.', {
    type: oneOf(['RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256', 'ECDSA-P384']),
    default: 'RSA-2048',
  }),
  etcdValidityDays: variable('certificates_duration', "Days etcd's certificates are valid for.", {
    type: integer(1, 36500),
    default: 36500,
  }),
  kubeValidityHours: variable('kube_cert_validity_period', "How long Kubernetes' certificates are valid.", {
    type: hours,
    default: 8760,
    written: '8760h',
  }),
  kubeCaValidityHours: variable('kube_ca_cert_validity_period', "How long Kubernetes' authorities are valid.", {
    type: hours,
    default: 87600,
    written: '87600h',
  }),
  renewBeforeDays: ours('certificates_renew_before_days', 'A certificate with fewer days left is issued again by the next apply.', {
    type: integer(1, 3650),
    default: derived('30, or a third of the shortest life of a certificate', ({ cluster: { certificates: c } }) =>
      Math.max(1, Math.min(30, Math.floor(Math.min(c.kubeValidityHours / 24, c.etcdValidityDays) / 3))),
    ),
  }),
};
