import type { V1Pod } from '@kubernetes/client-node';
import { featureGatesFlag, flagWords, listFlag, type Flags } from '../../manifests/flags.ts';
import type { Manifest } from '../../manifests/kube-object.ts';
import { wrapped } from '../../spec/derived/addresses.ts';
import { apiserverMounts } from './apiserver-mounts.ts';
import { componentPod, probeHost, type ComponentOptions } from './static-pod.ts';

/** What the API server of one host is told. */
export interface ApiserverOptions extends ComponentOptions {
  /** The address other hosts and the `kubernetes` service name: the host's. */
  readonly advertiseAddress: string;
  readonly bindAddress: string;
  readonly port: number;
  /** Service range; two joined by a comma for dual stack. */
  readonly servicesCidr: string;
  readonly dnsDomain: string;
  readonly nodePortRange: string;
  readonly etcd: { readonly endpoints: readonly string[]; readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  readonly authorizationModes: readonly string[];
  /** Who is let in, by a file; undefined: everybody, who shows nothing as system:anonymous. */
  readonly authenticationConfigFile: string | undefined;
  readonly enableAdmissionPlugins: readonly string[];
  readonly disableAdmissionPlugins: readonly string[];
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly runtimeConfig: readonly string[];
  readonly kubeletPreferredAddressTypes: string;
  readonly eventTtl: string;
  readonly requestTimeout: string;
  readonly etcdCompactionInterval: string;
  readonly notReadyTolerationSeconds: number;
  readonly unreachableTolerationSeconds: number;
  readonly serviceAccountLookup: boolean;
  readonly aggregatorRouting: boolean;
  readonly profiling: boolean;
  readonly tlsMinVersion: string | undefined;
  readonly tlsCipherSuites: readonly string[];
  readonly audit: AuditOptions | undefined;
  /** /etc/kubernetes/ssl/secrets_encryption.yaml; undefined: secrets are stored as they are. */
  readonly encryptionConfigFile: string | undefined;
  /** Certificate directories of the operating system. */
  readonly hostCaDirs: readonly string[];
  /** The user's flags: each replaces all values of the same flag. */
  readonly extraArgs: Flags;
}

export interface AuditOptions {
  readonly policyFile: string;
  /** In the pod; `-` is standard output. */
  readonly logPath: string;
  readonly logHostDir: string;
  readonly logMaxAgeDays: number;
  readonly logMaxBackups: number;
  readonly logMaxSizeMb: number;
}

/** The static pod of kube-apiserver, as kubeadm writes it with kubespray's arguments. */
export function apiserverPod(options: ApiserverOptions): Manifest<V1Pod> {
  const annotations = {
    'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${wrapped(options.advertiseAddress)}:${options.port}`,
    ...options.annotations,
  };
  const component = {
    name: 'kube-apiserver',
    command: ['kube-apiserver', ...flagWords(apiserverFlags(options), options.extraArgs)],
    cpuRequest: '250m',
    port: options.port,
    probeHost: probeHost(options.advertiseAddress),
    livePath: '/livez',
    readyPath: '/readyz',
    mounts: apiserverMounts(options),
  };
  return componentPod(component, { ...options, annotations });
}

function apiserverFlags(o: ApiserverOptions): Flags {
  return {
    ...certificateFlags(o.certDir),
    ...etcdFlags(o),
    ...auditFlags(o.audit),
    'advertise-address': o.advertiseAddress,
    'allow-privileged': true,
    'anonymous-auth': o.authenticationConfigFile === undefined ? true : undefined,
    'authentication-config': o.authenticationConfigFile,
    'authorization-mode': listFlag(o.authorizationModes),
    'bind-address': o.bindAddress,
    'default-not-ready-toleration-seconds': o.notReadyTolerationSeconds,
    'default-unreachable-toleration-seconds': o.unreachableTolerationSeconds,
    'disable-admission-plugins': listFlag(o.disableAdmissionPlugins),
    'enable-admission-plugins': listFlag([...new Set(['NodeRestriction', ...o.enableAdmissionPlugins])]),
    'enable-aggregator-routing': o.aggregatorRouting,
    'enable-bootstrap-token-auth': true,
    'encryption-provider-config': o.encryptionConfigFile,
    'endpoint-reconciler-type': 'lease',
    'event-ttl': o.eventTtl,
    'feature-gates': featureGatesFlag(o.featureGates),
    'kubelet-preferred-address-types': o.kubeletPreferredAddressTypes,
    profiling: o.profiling,
    'request-timeout': o.requestTimeout,
    'runtime-config': listFlag(o.runtimeConfig),
    'secure-port': o.port,
    'service-account-issuer': `https://kubernetes.default.svc.${o.dnsDomain}`,
    'service-account-lookup': o.serviceAccountLookup,
    'service-cluster-ip-range': o.servicesCidr,
    'service-node-port-range': o.nodePortRange,
    // Without it a stopping API server waits for clients that keep idle connections, until it is killed after 30 s.
    'shutdown-watch-termination-grace-period': '10s',
    'storage-backend': 'etcd3',
    'tls-cipher-suites': listFlag(o.tlsCipherSuites),
    'tls-min-version': o.tlsMinVersion,
  };
}

function certificateFlags(dir: string): Flags {
  return {
    'client-ca-file': `${dir}/ca.crt`,
    'kubelet-client-certificate': `${dir}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${dir}/apiserver-kubelet-client.key`,
    'proxy-client-cert-file': `${dir}/front-proxy-client.crt`,
    'proxy-client-key-file': `${dir}/front-proxy-client.key`,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': `${dir}/front-proxy-ca.crt`,
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'service-account-key-file': `${dir}/sa.pub`,
    'service-account-signing-key-file': `${dir}/sa.key`,
    'tls-cert-file': `${dir}/apiserver.crt`,
    'tls-private-key-file': `${dir}/apiserver.key`,
  };
}

function etcdFlags({ etcd, etcdCompactionInterval }: ApiserverOptions): Flags {
  return {
    'etcd-cafile': etcd.caFile,
    'etcd-certfile': etcd.certFile,
    'etcd-compaction-interval': etcdCompactionInterval,
    'etcd-keyfile': etcd.keyFile,
    'etcd-servers': listFlag(etcd.endpoints),
  };
}

function auditFlags(audit: AuditOptions | undefined): Flags {
  if (!audit) return {};
  return {
    'audit-log-maxage': audit.logMaxAgeDays,
    'audit-log-maxbackup': audit.logMaxBackups,
    'audit-log-maxsize': audit.logMaxSizeMb,
    'audit-log-path': audit.logPath,
    'audit-policy-file': audit.policyFile,
  };
}
