/** How a feature shows when it is there: the kernel option that builds it in, and a shell test that needs no module. */
export interface Evidence {
  readonly option?: string;
  readonly test?: string;
}

/** For modules whose presence /sys/module does not always tell; others are known by their own name. */
export const moduleEvidence: Readonly<Record<string, Evidence>> = {
  br_netfilter: { option: 'BRIDGE_NETFILTER', test: '[ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]' },
  overlay: { option: 'OVERLAY_FS', test: 'grep -qw overlay /proc/filesystems' },
  nf_conntrack: { option: 'NF_CONNTRACK', test: '[ -e /proc/sys/net/netfilter/nf_conntrack_max ]' },
  nf_tables: { option: 'NF_TABLES' },
  ip_tables: { option: 'IP_NF_IPTABLES', test: '[ -e /proc/net/ip_tables_names ]' },
  ip6_tables: { option: 'IP6_NF_IPTABLES', test: '[ -e /proc/net/ip6_tables_names ]' },
  ip_set: { option: 'IP_SET' },
  ip_vs: { option: 'IP_VS', test: '[ -e /proc/net/ip_vs ]' },
  ip_vs_rr: { option: 'IP_VS_RR' },
  ip_vs_wrr: { option: 'IP_VS_WRR' },
  ip_vs_sh: { option: 'IP_VS_SH' },
  ip_vs_wlc: { option: 'IP_VS_WLC' },
  ip_vs_lc: { option: 'IP_VS_LC' },
  vxlan: { option: 'VXLAN' },
  ipip: { option: 'NET_IPIP' },
  dummy: { option: 'DUMMY' },
  wireguard: { option: 'WIREGUARD' },
  veth: { option: 'VETH' },
  bridge: { option: 'BRIDGE' },
  tun: { option: 'TUN', test: '[ -e /sys/class/misc/tun ]' },
  fuse: { option: 'FUSE_FS', test: 'grep -qw fuse /proc/filesystems' },
  loop: { option: 'BLK_DEV_LOOP', test: '[ -e /sys/block/loop0 ]' },
  rbd: { option: 'BLK_DEV_RBD', test: '[ -e /sys/bus/rbd ]' },
  dm_mod: { option: 'BLK_DEV_DM', test: '[ -e /sys/class/misc/device-mapper ]' },
};
