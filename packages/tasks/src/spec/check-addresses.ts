import { contains, overlaps, parseCidr, sizeOf } from './cidr.ts';
import type { Check } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import type { Problem } from './spec-input.ts';

/** Services, pods and hosts must not share addresses. */
export const checkAddresses: Check = ({ cluster, hosts, inputs }) => {
  const problems: Problem[] = [];
  const { servicesCidr, podsCidr } = cluster.network;
  const [services, pods] = [parseCidr(servicesCidr), parseCidr(podsCidr)];
  if (services === undefined || pods === undefined) return problems;
  if (overlaps(services, pods)) {
    const message = `${podsCidr} overlaps kube_service_addresses ${servicesCidr}`;
    problems.push(aboutVariable('kube_pods_subnet', [message, 'choose two ranges without a common address'], inputs));
  }
  for (const [variable, text, range] of [
    ['kube_service_addresses', servicesCidr, services],
    ['kube_pods_subnet', podsCidr, pods],
  ] as const) {
    const inside = hosts.filter((host) => contains(range, host.ip) || contains(range, host.accessIp));
    if (inside.length === 0) continue;
    const where = inside.map((host) => `${host.name} (${host.ip})`).join(', ');
    problems.push(aboutVariable(variable, [`${text} holds addresses of hosts: ${where}`, 'choose a range no host is in'], inputs));
  }
  const pool = parseCidr(cluster.calico.poolCidr);
  if (
    cluster.kube.networkPlugin === 'calico' &&
    pool !== undefined &&
    (pool.base < pods.base || pool.base + sizeOf(pool) > pods.base + sizeOf(pods))
  ) {
    const message = `${cluster.calico.poolCidr} is not inside kube_pods_subnet ${podsCidr}`;
    problems.push(
      aboutVariable(
        'calico_pool_cidr',
        [message, 'kube-proxy would take its pods for strangers; make it a part of kube_pods_subnet'],
        inputs,
      ),
    );
  }
  const dns = cluster.dns.serviceIp;
  if (dns !== undefined && !contains(services, dns)) {
    const message = `${dns} is not in kube_service_addresses ${servicesCidr}`;
    problems.push(aboutVariable('skydns_server', [message, 'leave it out for the third address of the range'], inputs));
  }
  return problems;
};

/** The ranges must have room for the nodes and their pods. */
export const checkRanges: Check = ({ cluster, hosts, inputs }) => {
  const problems: Problem[] = [];
  const pods = parseCidr(cluster.network.podsCidr);
  const services = parseCidr(cluster.network.servicesCidr);
  const nodes = hosts.filter((host) => host.isKube);
  if (services !== undefined && services.prefix > 28) {
    problems.push(
      aboutVariable('kube_service_addresses', [`/${services.prefix} has room for too few services`, 'make it /28 or larger'], inputs),
    );
  }
  if (pods === undefined) return problems;
  if (cluster.kube.networkPlugin === 'calico')
    return [...problems, ...calicoBlocks(cluster, nodes.length).map((text) => aboutVariable('calico_pool_blocksize', text, inputs))];
  const { nodePrefix } = cluster.network;
  const room = nodePrefix < pods.prefix ? 0 : 2 ** (nodePrefix - pods.prefix);
  if (room < nodes.length) {
    const message = `/${nodePrefix} for each node leaves room for ${room} of ${nodes.length} nodes in kube_pods_subnet ${cluster.network.podsCidr}`;
    problems.push(aboutVariable('kube_network_node_prefix', [message, 'raise it, or enlarge kube_pods_subnet'], inputs));
  }
  const most = Math.max(0, ...nodes.map((host) => host.kubelet.maxPods));
  if (2 ** (32 - nodePrefix) - 2 < most) {
    const message = `/${nodePrefix} has ${2 ** (32 - nodePrefix) - 2} addresses for the ${most} pods of kubelet_max_pods`;
    problems.push(aboutVariable('kube_network_node_prefix', [message, 'lower it, or lower kubelet_max_pods'], inputs));
  }
  return problems;
};

function calicoBlocks(cluster: Parameters<Check>[0]['cluster'], nodes: number): readonly (readonly [string, string])[] {
  const pool = parseCidr(cluster.calico.poolCidr);
  if (pool === undefined) return [];
  const blocks = cluster.calico.poolBlockSize < pool.prefix ? 0 : 2 ** (cluster.calico.poolBlockSize - pool.prefix);
  if (blocks >= nodes) return [];
  return [
    [
      `/${cluster.calico.poolBlockSize} makes ${blocks} blocks of ${cluster.calico.poolCidr} for ${nodes} nodes`,
      'raise it, or enlarge the pool',
    ],
  ];
}
