import type { ApiserverSettings, AuditSettings, EncryptionSettings } from '../cluster-spec.ts';
import { admissionPluginList, altNames, cipherSuiteList } from '../daemon-values.ts';
import { auditRules, extraVolumes, featureGates } from '../structured-values.ts';
import { address, boolean, duration, integer, oneOf, optional, path, port, secret, text, textList, textMap } from '../values.ts';
import { derived, variable, type ClusterScope, type Topic } from '../variable.ts';

/** kube-apiserver. */
export const apiserver: Topic<ApiserverSettings, ClusterScope> = {
  port: variable('kube_apiserver_port', 'The port every API server listens on.', { type: port, default: 6443 }),
  bindAddress: variable('kube_apiserver_bind_address', 'The address every API server listens on.', { type: address, default: '::' }),
  anonymousAuth: variable(
    'kube_api_anonymous_auth',
    'Requests without credentials are let in as system:anonymous; false: for health checks alone.',
    {
      type: boolean,
      default: true,
    },
  ),
  authorizationModes: variable('authorization_modes', 'Authorizers, in order.', { type: textList, default: ['Node', 'RBAC'] }),
  featureGates: variable('kube_apiserver_feature_gates', 'Feature gates of the API server, over kube_feature_gates.', {
    type: featureGates,
    default: {},
  }),
  enableAdmissionPlugins: variable('kube_apiserver_enable_admission_plugins', 'Admission plugins to switch on.', {
    type: admissionPluginList,
    default: [],
  }),
  disableAdmissionPlugins: variable('kube_apiserver_disable_admission_plugins', 'Admission plugins to switch off.', {
    type: admissionPluginList,
    default: [],
  }),
  runtimeConfig: variable('kube_api_runtime_config', 'API versions to switch on or off, such as `api/all=true`.', {
    type: textList,
    default: [],
  }),
  extraArgs: variable('kube_kubeadm_apiserver_extra_args', 'Further flags by name without dashes; they win over ours.', {
    type: textMap,
    default: {},
  }),
  extraVolumes: variable('apiserver_extra_volumes', 'Host paths mounted into the API server.', { type: extraVolumes, default: [] }),
  extraSans: variable('supplementary_addresses_in_ssl_keys', "Further names and addresses in the API server's certificate.", {
    type: altNames,
    default: [],
  }),
  requestTimeout: variable('kube_apiserver_request_timeout', 'How long a request may take.', { type: duration, default: '1m0s' }),
  etcdCompactionInterval: variable('kube_apiserver_etcd_compaction_interval', 'How often the API server compacts etcd.', {
    type: duration,
    default: '5m0s',
  }),
  eventTtl: variable('event_ttl_duration', 'How long events are kept.', { type: duration, default: '1h0m0s' }),
  notReadyTolerationSeconds: variable(
    'kube_apiserver_pod_eviction_not_ready_timeout_seconds',
    'Seconds pods stay on a node that is not ready.',
    {
      type: integer(0),
      default: 300,
    },
  ),
  unreachableTolerationSeconds: variable(
    'kube_apiserver_pod_eviction_unreachable_timeout_seconds',
    'Seconds pods stay on an unreachable node.',
    {
      type: integer(0),
      default: 300,
    },
  ),
  serviceAccountLookup: variable('kube_apiserver_service_account_lookup', 'Tokens of deleted service accounts are refused.', {
    type: boolean,
    default: true,
  }),
  aggregatorRouting: variable('kube_api_aggregator_routing', 'Aggregated APIs are reached at pod addresses, not service addresses.', {
    type: boolean,
    default: false,
  }),
  kubeletPreferredAddressTypes: variable('kubelet_preferred_address_types', 'Which of its addresses a kubelet is called at, in order.', {
    type: text,
    default: 'InternalDNS,InternalIP,Hostname,ExternalDNS,ExternalIP',
  }),
  tlsMinVersion: variable('tls_min_version', 'The oldest TLS version components accept, such as VersionTLS12.', {
    type: optional(oneOf(['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'])),
    default: undefined,
  }),
  tlsCipherSuites: variable('tls_cipher_suites', "TLS cipher suites of components; empty is Go's own list.", {
    type: cipherSuiteList,
    default: [],
  }),
};

/** The API server's audit log. */
export const audit: Topic<AuditSettings, ClusterScope> = {
  enabled: variable('kubernetes_audit', 'The API server writes an audit log.', { type: boolean, default: false }),
  logPath: variable('audit_log_path', 'The log inside the pod; `-` is standard output.', {
    type: text,
    default: '/var/log/audit/kube-apiserver-audit.log',
  }),
  logHostDir: variable('audit_log_hostpath', 'The directory of the log on the host.', { type: path, default: '/var/log/kubernetes/audit' }),
  logMaxAgeDays: variable('audit_log_maxage', 'Days old logs are kept.', { type: integer(0), default: 30 }),
  logMaxBackups: variable('audit_log_maxbackups', 'Old logs kept.', { type: integer(0), default: 10 }),
  logMaxSizeMb: variable('audit_log_maxsize', 'Megabytes at which a log is rotated.', { type: integer(1), default: 100 }),
  policyFile: variable('audit_policy_file', 'Where the audit policy stands on the host.', {
    type: path,
    default: derived(
      'kube_config_dir/audit-policy/apiserver-audit-policy.yaml',
      (s) => `${s.cluster.paths.configDir}/audit-policy/apiserver-audit-policy.yaml`,
    ),
  }),
  policyCustomRules: variable('audit_policy_custom_rules', 'Rules of the audit policy in place of the standard ones.', {
    type: optional(auditRules),
    default: undefined,
  }),
};

/** Encryption of API objects in etcd. */
export const encryption: Topic<EncryptionSettings, ClusterScope> = {
  enabled: variable('kube_encrypt_secret_data', 'API objects named below are encrypted in etcd.', { type: boolean, default: false }),
  algorithm: variable('kube_encryption_algorithm', 'The cipher.', { type: oneOf(['secretbox', 'aesgcm', 'aescbc']), default: 'secretbox' }),
  resources: variable('kube_encryption_resources', 'What is encrypted.', { type: textList, default: ['secrets'] }),
  token: variable('kube_encrypt_token', 'The key, 32 characters; left out, one is made once and kept on the control planes.', {
    type: optional(secret),
    default: undefined,
  }),
};
