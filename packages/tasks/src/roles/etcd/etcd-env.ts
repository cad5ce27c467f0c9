import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { render } from '../render.ts';
import { logDir } from './etcd-paths.ts';

/** The text of /etc/etcd.env of one member. */
export function etcdEnv(spec: ClusterSpec, self: HostSpec): string {
  const { etcd } = spec;
  return render('etcd/etcd.env', {
    name: self.etcdMemberName,
    host: self.name,
    ip: self.ip,
    clientUrl: self.etcdClientUrl,
    peerUrl: self.etcdPeerUrl,
    initialCluster: spec.derived.etcdInitialCluster.join(','),
    dataDir: etcd.dataDir,
    certDir: etcd.certDir,
    heartbeatIntervalMs: etcd.heartbeatIntervalMs,
    electionTimeoutMs: etcd.electionTimeoutMs,
    snapshotCount: etcd.snapshotCount,
    compactionRetention: etcd.compactionRetention,
    quotaBackendBytes: etcd.quotaBackendBytes,
    maxRequestBytes: etcd.maxRequestBytes,
    maxSnapshots: etcd.maxSnapshots,
    maxWals: etcd.maxWals,
    metrics: etcd.metrics,
    logLevel: etcd.logLevel,
    // On the host, systemd keeps what etcd prints.
    logFile: etcd.deploymentType === 'container' ? `${logDir}/etcd.log` : '',
    listenMetricsUrls:
      etcd.listenMetricsUrls ??
      (etcd.metricsPort === undefined ? '' : `http://${self.ip}:${etcd.metricsPort},http://127.0.0.1:${etcd.metricsPort}`),
    initialCorruptCheck: etcd.initialCorruptCheck,
    watchProgressNotifyInterval: etcd.watchProgressNotifyInterval,
    secureClient: etcd.secureClient,
    peerClientAuth: etcd.peerClientAuth,
    cipherSuites: etcd.tlsCipherSuites.join(','),
    extraVars: etcd.extraVars,
  });
}

/** What of it a running member has taken in: the list of first members says nothing to a member that has data. */
export function runningEnv(text: string): string {
  return text.replace(/^ETCD_INITIAL_CLUSTER=.*\n/m, '');
}
