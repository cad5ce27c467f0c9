import { said } from '../said.ts';
import { wrapped } from './addresses.ts';
import { members, text, type DerivedNames, type Names } from './names.ts';

const url = (names: Names, address: string, port: unknown): string => `https://${wrapped(text(names, address))}:${String(port)}`;

/** What kubespray works out of the members of etcd. */
export const etcdNames: DerivedNames = {
  etcd_hosts: (names) =>
    names.around.group('etcd') === undefined && members(names, 'etcd').length === 0
      ? members(names, 'kube_control_plane')
      : members(names, 'etcd'),
  etcd_peer_url: (names) => url(names, 'etcd_access_address', 2380),
  etcd_client_url: (names) => url(names, 'etcd_access_address', 2379),
  etcd_events_peer_url: (names) => url(names, 'etcd_events_access_address', 2382),
  etcd_events_client_url: (names) => url(names, 'etcd_events_access_address', 2383),
  etcd_access_addresses: (names) => urls(names, 2379).join(','),
  etcd_metrics_addresses: (names) => urls(names, names.value('etcd_metrics_port') ?? 2381).join(','),
  etcd_events_access_addresses_list: (names) => urls(names, 2383),
  etcd_events_access_addresses: (names) => urls(names, 2383).join(','),
  etcd_events_access_addresses_semicolon: (names) => urls(names, 2383).join(';'),
  etcd_member_name: (names) => {
    const index = members(names, 'etcd').indexOf(names.host.name);
    return index < 0 ? '' : memberName(names, index);
  },
  etcd_peer_addresses: (names) => peers(names, '', 2380),
  etcd_events_peer_addresses: (names) => peers(names, '-events', 2382),
  etcd_node_cert_hosts: (names) => members(names, 'k8s_cluster'),
  cert_files: (names) => {
    const files = (kind: string): readonly string[] =>
      ['.pem', '-key.pem'].map((end) => `${text(names, 'etcd_cert_dir')}/${kind}-${names.host.name}${end}`);
    return { master: [...files('member'), ...files('admin')], node: files('node') };
  },
};

function urls(names: Names, port: unknown): readonly string[] {
  const hosts: unknown = names.value('etcd_hosts');
  if (!Array.isArray(hosts)) return [];
  return hosts.map((name: unknown) => {
    const other = names.of(String(name));
    return other === undefined ? '' : url(other, 'main_access_ip', port);
  });
}

function peers(names: Names, suffix: string, port: number): string {
  return members(names, 'etcd')
    .map((name, index) => {
      const other = names.of(name);
      return other === undefined ? '' : `${memberName(other, index)}${suffix}=${url(other, 'main_access_ip', port)}`;
    })
    .join(',');
}

/** A name of its own counts only where the inventory gives it. */
function memberName({ host }: Names, index: number): string {
  const own = said(host, 'etcd_member_name');
  return typeof own === 'string' && own !== '' ? own : `etcd${index + 1}`;
}
