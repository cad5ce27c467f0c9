import { said } from '../said.ts';
import { isOn, list, members, text, type DerivedNames, type Names } from './names.ts';

const variables = ['http_proxy', 'https_proxy', 'no_proxy'];

/** What kubespray works out of the web proxy. */
export const proxyNames: DerivedNames = {
  // Kubespray has no default for these: a template may ask whether they are defined.
  http_proxy: () => undefined,
  https_proxy: () => undefined,
  no_proxy: (names) => (isAsked(names) ? computedNoProxy(names) : undefined),
  additional_no_proxy_list: (names) => text(names, 'additional_no_proxy').split(','),
  proxy_env_defaults: (names) =>
    Object.fromEntries(variables.flatMap((name) => [name, name.toUpperCase()].map((key) => [key, text(names, name)]))),
  proxy_env: (names) => {
    const certificate = names.value('https_proxy_cert_file');
    const defaults = Object(names.value('proxy_env_defaults')) as object;
    return certificate === undefined ? defaults : { ...defaults, SSL_CERT_FILE: certificate };
  },
  proxy_disable_env: () =>
    Object.fromEntries(['all', 'ftp', ...['http', 'https']].flatMap((kind) => both(`${kind}_proxy`)).concat(both('no_proxy'))),
};

function both(name: string): readonly (readonly [string, string])[] {
  return [
    [name, ''],
    [name.toUpperCase(), ''],
  ];
}

function isAsked({ host }: Names): boolean {
  return said(host, 'http_proxy') !== undefined || said(host, 'https_proxy') !== undefined;
}

function computedNoProxy(names: Names): string {
  const groups = ['kube_control_plane', ...(isOn(names, 'no_proxy_exclude_workers') ? [] : ['kube_node']), 'etcd', 'calico_rr'];
  const hosts = groups.flatMap((group) => members(names, group));
  const hostNames = [...new Set([...hosts, ...hosts.flatMap((name) => names.of(name)?.host.facts?.hostname ?? [])])];
  const external = Object(names.value('loadbalancer_apiserver')) as { readonly address?: unknown };
  const all = [
    text(names, 'apiserver_loadbalancer_domain_name'),
    external.address,
    ...hosts.map((name) => names.of(name)?.value('main_access_ip')),
    ...hostNames,
    ...hostNames.map((name) => `${name}.${text(names, 'dns_domain')}`),
    list(names, 'additional_no_proxy_list'),
    '127.0.0.1',
    'localhost',
    text(names, 'kube_service_subnets'),
    text(names, 'kube_pods_subnets'),
    'svc',
    `svc.${text(names, 'dns_domain')}`,
  ];
  // Kubespray drops empty entries before it takes lists apart, so an empty one of additional_no_proxy stays.
  return [...new Set(all.filter((part) => part !== undefined && part !== '').flat())].join(',');
}
