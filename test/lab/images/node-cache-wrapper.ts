/**
 * node-cache cannot be had as a Go module, and is CoreDNS with an address of the host's own: this makes the address on a device
 * (a bridge where the kernel has no dummy devices) and runs CoreDNS with the same configuration.
 */
export const nodeCacheWrapper = `#!/bin/sh
while [ $# -gt 1 ]; do
  case $1 in -localip) address=$2 ;; -conf) conf=$2 ;; esac
  shift
done
device=nodelocaldns
[ -d /sys/class/net/$device ] || ip link add $device type dummy 2>/dev/null || ip link add $device type bridge
ip addr replace "$address/32" dev $device
exec /coredns -conf "$conf"
`;
