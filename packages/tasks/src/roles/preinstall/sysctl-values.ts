import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';

/** A wanted kernel parameter: exactly, or at least. */
export type SysctlValue = string | number | { readonly atLeast: number };

/** The kernel parameters kubespray sets, and the inventory's own on top. */
export function sysctlValues(spec: ClusterSpec, self: HostSpec): Readonly<Record<string, SysctlValue>> {
  const own = Object.fromEntries(self.preinstall.additionalSysctl.map(({ name, value }) => [name, value]));
  return {
    'net.ipv4.ip_forward': 1,
    // Node ports must not be handed out as source ports of connections.
    'net.ipv4.ip_local_reserved_ports': spec.network.nodePortRange,
    'net.bridge.bridge-nf-call-iptables': 1,
    'net.bridge.bridge-nf-call-arptables': 1,
    'net.bridge.bridge-nf-call-ip6tables': 1,
    // The kubelet refuses to start with protectKernelDefaults unless these five are so.
    'kernel.keys.root_maxbytes': 25_000_000,
    'kernel.keys.root_maxkeys': 1_000_000,
    'kernel.panic': 10,
    'kernel.panic_on_oops': 1,
    'vm.overcommit_memory': 1,
    'vm.panic_on_oom': 0,
    'fs.inotify.max_user_instances': { atLeast: 8192 },
    ...own,
  };
}
