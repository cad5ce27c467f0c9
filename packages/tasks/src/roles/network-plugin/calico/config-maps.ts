import type { V1ConfigMap } from '@kubernetes/client-node';
import type { KubeObject, Manifest } from '../../../manifests/kube-object.ts';
import type { CalicoCniOptions, CalicoOptions } from './calico-options.ts';

/** calico-config, and the address of the API where calico is told one. */
export function calicoConfigMaps(o: CalicoOptions): readonly KubeObject[] {
  const config = configMap('calico-config', {
    calico_backend: o.backend,
    cluster_type: 'k8s,bgp',
    cni_network_config: cniNetworkConfig(o),
    veth_mtu: String(o.vethMtu),
  });
  if (!o.apiserver) return [config];
  const { host, port } = o.apiserver;
  return [config, configMap('kubernetes-services-endpoint', { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: String(port) })];
}

/** The CNI configuration of every node; calico's installer fills in what stands between double underscores. */
export function cniNetworkConfig(o: CalicoCniOptions): string {
  const calico = {
    type: 'calico',
    log_level: o.cniLogLevel,
    log_file_path: o.cniLogFile,
    datastore_type: 'kubernetes',
    nodename: '__KUBERNETES_NODE_NAME__',
    mtu: mtuMark,
    ipam: { type: 'calico-ipam' },
    policy: { type: 'k8s' },
    kubernetes: { kubeconfig: '__KUBECONFIG_FILEPATH__' },
    ...(o.allowIpForwarding && { container_settings: { allow_ip_forwarding: true } }),
  };
  const portmap = { type: 'portmap', snat: true, capabilities: { portMappings: true } };
  const bandwidth = { type: 'bandwidth', capabilities: { bandwidth: true } };
  const list = { name: o.cniName, cniVersion: '0.3.1', plugins: [calico, portmap, bandwidth] };
  // The MTU is a number: its mark stands without quotes.
  return JSON.stringify(list, undefined, 2).replace(`"${mtuMark}"`, mtuMark);
}

const mtuMark = '__CNI_MTU__';

function configMap(name: string, data: Readonly<Record<string, string>>): Manifest<V1ConfigMap> {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data };
}
