import type { EtcdHostSettings, EtcdSettings } from '../cluster-spec.ts';
import { etcdDeploymentsRefused } from '../refusals.ts';
import { retention } from '../structured-values.ts';
import { boolean, bytes, duration, integer, memoryLimit, oneOf, optional, path, port, text, textList, textMap } from '../values.ts';
import { derived, ours, perHost, variable, type ClusterScope, type HostScope, type Topic } from '../variable.ts';

/** The etcd cluster. */
export const etcd: Topic<EtcdSettings, ClusterScope> = {
  deploymentType: variable('etcd_deployment_type', 'How a member runs: a container that outlives containerd, or a program under systemd.', {
    type: oneOf(['container', 'host'], etcdDeploymentsRefused),
    default: 'container',
  }),
  dataDir: variable('etcd_data_dir', 'Where a member keeps its data.', { type: path, default: '/var/lib/etcd' }),
  configDir: variable('etcd_config_dir', 'Where the TLS configuration of etcd stands.', { type: path, default: '/etc/ssl/etcd' }),
  certDir: variable('etcd_cert_dir', 'Where the certificates of etcd stand.', {
    type: path,
    default: derived('etcd_config_dir/ssl', (s) => `${s.cluster.etcd.configDir}/ssl`),
  }),
  owner: variable('etcd_owner', "The user that owns etcd's files.", { type: text, default: 'etcd' }),
  certGroup: variable('etcd_cert_group', "The group of etcd's certificates.", { type: text, default: 'root' }),
  heartbeatIntervalMs: variable('etcd_heartbeat_interval', 'Milliseconds between heartbeats of the leader.', {
    type: integer(10),
    default: 250,
  }),
  electionTimeoutMs: variable('etcd_election_timeout', 'Milliseconds without a heartbeat before an election.', {
    type: integer(50, 50000),
    default: 5000,
  }),
  snapshotCount: variable('etcd_snapshot_count', 'Committed transactions between snapshots to disk.', {
    type: integer(1),
    default: 100000,
  }),
  quotaBackendBytes: variable('etcd_quota_backend_bytes', 'Size of the database at which writes are refused.', {
    type: bytes(),
    default: 2147483648,
  }),
  maxRequestBytes: variable('etcd_max_request_bytes', 'The largest request a client may send.', { type: bytes(1), default: 1572864 }),
  compactionRetention: variable('etcd_compaction_retention', 'How much history automatic compaction keeps.', {
    type: retention,
    default: '8',
  }),
  maxSnapshots: variable('etcd_max_snapshots', 'Snapshot files kept.', { type: integer(0), default: 5 }),
  maxWals: variable('etcd_max_wals', 'Write-ahead log files kept.', { type: integer(0), default: 5 }),
  metrics: variable('etcd_metrics', 'Which metrics are exported.', { type: oneOf(['basic', 'extensive']), default: 'basic' }),
  metricsPort: variable('etcd_metrics_port', 'A port for metrics without TLS.', { type: optional(port), default: undefined }),
  listenMetricsUrls: variable('etcd_listen_metrics_urls', 'Addresses for metrics without TLS, in place of etcd_metrics_port.', {
    type: optional(text),
    default: undefined,
  }),
  logLevel: variable('etcd_log_level', 'The verbosity of etcd.', {
    type: oneOf(['debug', 'info', 'warn', 'error', 'panic', 'fatal']),
    default: 'info',
  }),
  secureClient: variable('etcd_secure_client', 'Clients must show a certificate.', { type: boolean, default: true }),
  peerClientAuth: variable('etcd_peer_client_auth', 'Members must show each other certificates.', { type: boolean, default: true }),
  tlsCipherSuites: variable('etcd_tls_cipher_suites', "TLS cipher suites; empty is etcd's own list.", { type: textList, default: [] }),
  initialCorruptCheck: variable('etcd_experimental_initial_corrupt_check', 'A member compares its data with its peers before it serves.', {
    type: boolean,
    default: true,
  }),
  watchProgressNotifyInterval: variable('etcd_experimental_watch_progress_notify_interval', 'How often idle watches hear of progress.', {
    type: duration,
    default: '5s',
  }),
  certAltNames: variable('etcd_cert_alt_names', 'Further DNS names in every etcd certificate.', {
    type: textList,
    default: derived('etcd, etcd.kube-system, etcd.kube-system.svc, etcd.kube-system.svc.dns_domain', (s) => [
      `etcd.kube-system.svc.${s.cluster.cluster.dnsDomain}`,
      'etcd.kube-system.svc',
      'etcd.kube-system',
      'etcd',
    ]),
  }),
  certAltIps: variable('etcd_cert_alt_ips', 'Further addresses in every etcd certificate.', { type: textList, default: [] }),
  extraVars: variable('etcd_extra_vars', 'Further settings of etcd, by environment name.', { type: textMap, default: {} }),
};

/** What may differ from member to member. */
export const etcdHost: Topic<EtcdHostSettings, HostScope> = {
  limitNofile: ours('etcd_limit_nofile', 'How many files etcd may have open.', { type: integer(1024), default: 40000 }),
  memoryLimit: variable('etcd_memory_limit', 'Memory limit of the etcd container; 0 is none.', {
    type: memoryLimit,
    default: perHost('512M below 4 GiB of memory, else 0', ({ host }) => ((host.facts?.memoryMiB ?? 4096) < 4096 ? '512M' : '0')),
  }),
};
