import { accessIpOf, mainIpOf } from '../addresses.ts';
import { nthAddress, parseIpv4 } from '../cidr.ts';
import { isOn, list, member, members, text, type Derive, type DerivedNames, type Names } from './names.ts';

/** What kubespray works out of addresses: hosts', services' and the API's. */
export const addressNames: DerivedNames = {
  fallback_ip: ({ host }) => host.facts?.defaultIpv4?.address ?? '127.0.0.1',
  main_ip: ({ host }) => mainIpOf(host),
  main_access_ip: ({ host }) => accessIpOf(host),
  main_ips: (names) => stacked(names, 'main_ip', 'ip6'),
  main_access_ips: (names) => stacked(names, 'main_access_ip', names.value('access_ip6') === undefined ? 'ip6' : 'access_ip6'),
  ipv6_stack: (names) => names.value('enable_dual_stack_networks') ?? false,
  kube_service_subnets: (names) => subnets(names, 'kube_service_addresses'),
  kube_pods_subnets: (names) => subnets(names, 'kube_pods_subnet'),
  kube_apiserver_ip: service(1),
  skydns_server: service(3),
  skydns_server_secondary: service(4),
  kube_dns_servers: (names) => ({
    coredns: [names.value('skydns_server')],
    coredns_dual: [names.value('skydns_server'), names.value('skydns_server_secondary')],
    manual: [names.value('manual_dns_server')],
  }),
  dns_servers: (names) => member(names.value('kube_dns_servers'), text(names, 'dns_mode')),
  first_kube_control_plane: (names) => members(names, 'kube_control_plane')[0],
  first_kube_control_plane_address: (names) => names.of(members(names, 'kube_control_plane')[0] ?? '')?.value('main_access_ip'),
  kube_apiserver_global_endpoint: (names) =>
    balancer(names) ?? (isOn(names, 'loadbalancer_apiserver_localhost') ? localProxy(names) : firstControlPlane(names)),
  kube_apiserver_endpoint: (names) => {
    const isControlPlane = members(names, 'kube_control_plane').includes(names.host.name);
    if (balancer(names) !== undefined) return balancer(names);
    if (!isControlPlane) return isOn(names, 'loadbalancer_apiserver_localhost') ? localProxy(names) : firstControlPlane(names);
    return `https://${wrapped(text(names, 'kube_apiserver_bind_address').replaceAll('::', '127.0.0.1'))}:${text(names, 'kube_apiserver_port')}`;
  },
  kube_override_hostname: ({ host }) => host.name,
  peer_with_calico_rr: (names) => members(names, 'calico_rr').length > 0,
  kube_node_addresses: (names) =>
    [...new Set([...members(names, 'k8s_cluster'), ...members(names, 'etcd')])]
      .map((name) => {
        const other = names.of(name);
        return other === undefined ? '' : list(other, 'main_ips').join(' ');
      })
      .join(' '),
  kubelet_address: (names) => list(names, 'main_ips').join(','),
  kubelet_secure_addresses: (names) =>
    `localhost link-local ${text(names, 'kube_pods_subnets').replaceAll(',', ' ')} ${text(names, 'kube_node_addresses')}`,
};

/** An address as it stands in a URL. */
export function wrapped(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function stacked(names: Names, ipv4: string, ipv6: string): readonly unknown[] {
  const all = [...(isOn(names, 'ipv4_stack') ? [names.value(ipv4)] : []), ...(isOn(names, 'ipv6_stack') ? [names.value(ipv6)] : [])];
  return all.filter((address) => address !== undefined);
}

function subnets(names: Names, name: string): string {
  const stacks = [isOn(names, 'ipv4_stack') ? [text(names, name)] : [], isOn(names, 'ipv6_stack') ? [text(names, `${name}_ipv6`)] : []];
  return stacks.flat().join(',');
}

function service(n: number): Derive {
  return (names) => {
    const [address = '', prefix = '32'] = (text(names, 'kube_service_subnets').split(',')[0] ?? '').split('/');
    const base = parseIpv4(address);
    const size = 2 ** (32 - Number(prefix));
    return base === undefined ? undefined : nthAddress({ base: base - (base % size), prefix: Number(prefix) }, n);
  };
}

function balancer(names: Names): string | undefined {
  const external: unknown = names.value('loadbalancer_apiserver');
  if (typeof external !== 'object' || external === null) return undefined;
  const port = 'port' in external ? external.port : names.value('kube_apiserver_port');
  return `https://${wrapped(text(names, 'apiserver_loadbalancer_domain_name'))}:${String(port)}`;
}

function localProxy(names: Names): string {
  return `https://localhost:${text(names, 'loadbalancer_apiserver_port')}`;
}

function firstControlPlane(names: Names): string {
  return `https://${wrapped(text(names, 'first_kube_control_plane_address'))}:${text(names, 'kube_apiserver_port')}`;
}
