import { defineRole, sh, type Command } from '@kmagic/core';
import { leftover } from '../../kinds/leftover/leftover.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { firewallLeft, removeFirewall } from './firewall.ts';
import { madeBy } from './made-by.ts';

/** The host's network is as before: only what calico and kube-proxy made goes, by its names. */
export const resetNetwork = defineRole<ClusterSpec, HostVars>({
  name: 'reset-network',
  about: 'Remove the interfaces, routes and packet filter rules of calico, kube-proxy and the kubelet.',
  vars: hostVars,
  recipe(task, { vars: { spec } }) {
    const { podsCidr } = spec.network;
    task(
      'Remove the interfaces and routes of pods',
      leftover({ name: 'interfaces', since: [madeBy.kubelet], look: devicesLeft(podsCidr) }, { remove: removeDevices(podsCidr) }),
    );
    task(
      'Remove the packet filter rules of kube-proxy, the kubelet and calico',
      leftover({ name: 'packet filter', since: [madeBy.kubelet], look: firewallLeft }, { remove: removeFirewall }),
    );
  },
});

const devices = sh`ip -o link show 2>/dev/null | sed -nE 's/^[0-9]+: (vxlan\.calico|vxlan-v6\.calico|wireguard\.cali|cali[^:@ ]*|kube-ipvs0|nodelocaldns)[:@].*/\1/p'`;
const namespaces = sh`ip netns list 2>/dev/null | sed -nE 's/^(cni-[^ ]+).*/\1/p'`;

/** Hosts have no addresses in the pods' range (the spec is refused otherwise), so that every route into it is the cluster's. */
function routes(podsCidr: string): Command {
  return sh`ip -4 route show root ${podsCidr} 2>/dev/null`;
}

function devicesLeft(podsCidr: string): Command {
  return sh`if command -v ip >/dev/null; then
${namespaces} | sed 's/^/network namespace /'
${devices} | sed 's/^/interface /'
${routes(podsCidr)} | sed 's/^/route /'
fi`;
}

function removeDevices(podsCidr: string): Command {
  return sh`for n in $(${namespaces}); do ip netns del "$n"; done
for d in $(${devices}); do ip link del "$d" 2>/dev/null || :; done
${routes(podsCidr)} | while read -r first second rest; do
  case $first in blackhole|unreachable|prohibit) ip route del "$first" "$second" ;; *) ip route del "$first" ;; esac
done`;
}
