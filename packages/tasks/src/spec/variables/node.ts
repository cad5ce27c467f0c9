import type { HostNodeSettings, PreinstallSettings } from '../cluster-spec.ts';
import { labels } from '../daemon-values.ts';
import { sysctls } from '../structured-values.ts';
import { boolean, domain, integer, ipv4, oneOf, optional, path, text, textList } from '../values.ts';
import { variable, type HostScope, type Topic } from '../variable.ts';

/** Who a host is. */
export const node: Topic<HostNodeSettings, HostScope> = {
  ip: variable('ip', 'The address daemons of this host listen on; left out, that of its default route.', {
    type: optional(ipv4),
    default: undefined,
  }),
  accessIp: variable('access_ip', 'The address other hosts reach this one at; left out, ip.', { type: optional(ipv4), default: undefined }),
  etcdMemberName: variable('etcd_member_name', 'The name of the etcd member here; left out, etcd1, etcd2 and so on in group order.', {
    type: optional(text),
    default: undefined,
  }),
  overrideHostname: variable('kube_override_hostname', 'The name of the node, where it is not the inventory name.', {
    type: optional(domain),
    default: undefined,
  }),
  labels: variable('node_labels', 'Labels of the node; one dropped here is removed from it.', { type: labels, default: {} }),
  taints: variable('node_taints', 'Taints of the node as key=value:Effect; one dropped here is removed from it.', {
    type: textList,
    default: [],
  }),
};

/** What a host needs before anything is installed. */
export const preinstall: Topic<PreinstallSettings, HostScope> = {
  sysctlFile: variable('sysctl_file_path', 'The file kernel settings are kept in.', {
    type: path,
    default: '/etc/sysctl.d/99-sysctl.conf',
  }),
  additionalSysctl: variable('additional_sysctl', 'Further kernel settings.', { type: sysctls, default: [] }),
  overrideSystemHostname: variable('override_system_hostname', 'The host is given its inventory name.', { type: boolean, default: true }),
  minimalNodeMemoryMb: variable('minimal_node_memory_mb', 'Megabytes of memory a worker must have.', { type: integer(0), default: 1024 }),
  minimalControlPlaneMemoryMb: variable('minimal_master_memory_mb', 'Megabytes of memory a control plane must have.', {
    type: integer(0),
    default: 1500,
  }),
  pingAccessIp: variable('ping_access_ip', 'kmagic check tries whether access_ip answers the host.', { type: boolean, default: true }),
  allowUnsupportedDistribution: variable('allow_unsupported_distribution_setup', 'Operating systems nobody tested are let through.', {
    type: boolean,
    default: false,
  }),
  ignoreAssertErrors: variable(
    'ignore_assert_errors',
    'Preflight problems are warnings, and container engines of others are gone on beside.',
    { type: boolean, default: false },
  ),
  flexvolumeDir: variable('kubelet_flexvolumes_plugins_dir', 'Where kubelet looks for flexvolume plugins.', {
    type: path,
    default: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
  }),
  packageTimeoutSeconds: variable('pkg_install_timeout', 'Seconds installing packages may take.', { type: integer(1), default: 300 }),
  ntpEnabled: variable('ntp_enabled', 'Time synchronisation is installed.', { type: onlyFalse(), default: false }),
};

function onlyFalse() {
  const words = oneOf(['false'], { true: 'kmagic checks that the clock is synchronised and installs nothing; run chrony or timesyncd' });
  return { shown: '`false`', schema: words.schema.transform(() => false) };
}
