import { kubesprayGroups, nearestName } from '@kmagic/core';
import type { HostSpec } from './cluster-spec.ts';
import type { Check, Draft } from './cross-checks.ts';
import { dnsName } from './dns-name.ts';
import { isIn } from './groups.ts';
import { aboutInventory, aboutVariable } from './problem.ts';
import { said } from './said.ts';
import type { HostInput, Problem } from './spec-input.ts';
import { parseTaint } from './taints.ts';

/** Groups that must not be empty, and the number of members etcd can have. */
export const checkMembership: Check = ({ hosts, inputs }) => {
  const problems: Problem[] = [];
  const members = hosts.filter((host) => host.isEtcd);
  if (!hosts.some((host) => host.isControlPlane)) {
    const what = `has no hosts${misspelt('kube_control_plane', inputs)}`;
    problems.push(aboutInventory('kube_control_plane', [what, 'put at least one host in it, three for a cluster that survives one']));
  }
  if (members.length === 0) {
    const what = `has no hosts${misspelt('etcd', inputs)}`;
    problems.push(aboutInventory('etcd', [what, 'put one, three or five hosts in it; those of kube_control_plane will do']));
  } else if (members.length % 2 === 0) {
    const message = `has ${members.length} hosts: an even number survives no more failures than one fewer`;
    problems.push(
      aboutInventory(
        'etcd',
        [message, 'add or take out one host'],
        members.map((host) => host.name),
      ),
    );
  }
  return problems;
};

/** Hosts of groups that are meant otherwise than as control planes, nodes and etcd, among all hosts. */
export function checkOtherGroups(all: readonly HostInput[]): readonly Problem[] {
  const reflectors = all.filter((host) => isIn(host, 'calico_rr')).map((host) => host.name);
  if (reflectors.length === 0) return [];
  return [aboutInventory('calico_rr', ['has hosts, and route reflectors are not built yet', 'empty the group'], reflectors)];
}

function isSaid(host: HostInput, name: string): boolean {
  return (said(host, name) ?? '') !== '';
}

function misspelt(group: string, hosts: readonly HostInput[]): string {
  const near = nearestName(group, new Set(hosts.flatMap((host) => host.groups.filter((name) => !kubesprayGroups.includes(name)))));
  return near === undefined ? '' : `, but there is a group ${near}`;
}

/** Names, addresses and taints of each host, and what no two hosts may share. */
export const checkHosts: Check = (draft) => [
  ...draft.hosts
    .filter((host) => !dnsName.test(host.nodeName) || host.nodeName.length > 253)
    .map((host) =>
      aboutInventory(
        host.name,
        ['cannot be the name of a node', 'name it in lower case letters, digits, - and . (or set kube_override_hostname)'],
        [host.name],
      ),
    ),
  ...draft.hosts
    .filter(({ ip, name }) => ip === '' && draft.inputs.every((input) => input.name !== name || !isSaid(input, 'ip')))
    .map((host): Problem => {
      const what = 'has no known IPv4 address: no ip, no facts yet, and ansible_host is a name';
      return { ...aboutInventory(host.name, [what, 'set ip for it'], [host.name]), untilFacts: true };
    }),
  ...draft.hosts.flatMap((host) => badTaints(draft, host)),
  ...shared(draft, { variable: 'ip', of: (host) => host.ip, what: 'daemons would listen on the address' }),
  ...shared(draft, {
    variable: 'access_ip',
    of: (host) => (sharesIp(draft, host) ? '' : host.accessIp),
    what: 'hosts would be reached at the address',
  }),
  ...shared(draft, { variable: 'etcd_member_name', of: (host) => host.etcdMemberName ?? '', what: 'etcd members would be named' }),
  ...shared(draft, { variable: 'kube_override_hostname', of: (host) => host.nodeName, what: 'nodes would be named' }),
];

function badTaints({ inputs }: Draft, host: HostSpec): readonly Problem[] {
  const bad = host.node.taints.filter((taint) => parseTaint(taint) === undefined);
  const having = inputs.filter(({ name }) => name === host.name);
  return bad.map((taint) =>
    aboutVariable('node_taints', [`${taint} is not a taint`, 'write key=value:NoSchedule (or PreferNoSchedule, NoExecute)'], having),
  );
}

/** Whether all that it shares is its `ip`, and access_ip with it. */
function sharesIp({ hosts }: Draft, { name, ip, accessIp }: HostSpec): boolean {
  return accessIp === ip && hosts.some((other) => other.name !== name && other.ip === ip);
}

function shared(
  { hosts, inputs }: Draft,
  by: { readonly variable: string; readonly of: (host: HostSpec) => string; readonly what: string },
): readonly Problem[] {
  const groups = [
    ...Map.groupBy(
      hosts.filter((host) => by.of(host) !== ''),
      by.of,
    ),
  ].filter(([, same]) => same.length > 1);
  return groups.map(([value, same]) => {
    const names = same.map((host) => host.name);
    const having = inputs.filter((host) => names.includes(host.name));
    return aboutVariable(
      by.variable,
      [`of ${names.join(' and ')} is the same: both ${by.what} ${value}`, `give each its own ${by.variable}`],
      having,
    );
  });
}
