import type { V1EnvVar } from '@kubernetes/client-node';
import type { CalicoOptions } from './calico-options.ts';

/** The API's address, where there is one to tell. */
export const endpointEnv = [{ configMapRef: { name: 'kubernetes-services-endpoint', optional: true } }];

/** The node the pod runs on, under the name this container reads it by. */
export function nodeNameEnv(name: string): V1EnvVar {
  return field(name, 'spec.nodeName');
}

/** A key of the calico-config ConfigMap. */
export function configEnv(name: string, key: string): V1EnvVar {
  return { name, valueFrom: { configMapKeyRef: { name: 'calico-config', key } } };
}

/** The environment of the calico-node container. */
export function nodeEnv(o: CalicoOptions): V1EnvVar[] {
  return [
    nodeNameEnv('NODENAME'),
    // Stands before the method that names it.
    field('NODEIP', 'status.hostIP'),
    configEnv('CALICO_NETWORKING_BACKEND', 'calico_backend'),
    configEnv('CLUSTER_TYPE', 'cluster_type'),
    ...['FELIX_IPINIPMTU', 'FELIX_VXLANMTU', 'FELIX_WIREGUARDMTU'].map((name) => configEnv(name, 'veth_mtu')),
    ...Object.entries({ ...startupValues(o), ...felixValues(o) }).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value: String(value) }],
    ),
  ];
}

function startupValues(o: CalicoOptions): Readonly<Record<string, string | undefined>> {
  return {
    CALICO_DISABLE_FILE_LOGGING: 'true',
    CALICO_MANAGE_CNI: 'true',
    CALICO_STARTUP_LOGLEVEL: o.nodeStartupLogLevel,
    DATASTORE_TYPE: 'kubernetes',
    IP: 'autodetect',
    IP_AUTODETECTION_METHOD: o.ipAutoMethod,
    // Pools are ours.
    NO_DEFAULT_POOLS: 'true',
    WAIT_FOR_DATASTORE: 'true',
  };
}

function felixValues(o: CalicoOptions): Readonly<Record<string, string | number | boolean | undefined>> {
  return {
    FELIX_CHAININSERTMODE: o.chainInsertMode,
    FELIX_DEFAULTENDPOINTTOHOSTACTION: o.endpointToHostAction,
    FELIX_HEALTHENABLED: true,
    FELIX_HEALTHHOST: o.healthHost,
    FELIX_IGNORELOOSERPF: o.ignoreLooseRpf,
    FELIX_IPTABLESBACKEND: o.iptablesBackend,
    FELIX_IPTABLESLOCKTIMEOUTSECS: o.iptablesLockTimeoutSeconds,
    FELIX_IPV6SUPPORT: false,
    FELIX_KUBENODEPORTRANGES: o.ipvsNodePortRange?.replace('-', ':'),
    // Versions before 3.29 do not know it.
    FELIX_NFTABLESMODE: o.nftablesMode === 'Disabled' ? undefined : o.nftablesMode,
    FELIX_PROMETHEUSMETRICSENABLED: o.felixMetricsEnabled,
    FELIX_PROMETHEUSMETRICSPORT: o.felixMetricsPort,
    FELIX_USAGEREPORTINGENABLED: o.usageReporting,
  };
}

function field(name: string, fieldPath: string): V1EnvVar {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
}
