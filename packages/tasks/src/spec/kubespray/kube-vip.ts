import { pattern, type KnownGroup } from './known-group.ts';

/** What kubespray's sample does not show of kube-vip. */
export const kubeVipGroups: readonly KnownGroup[] = [
  {
    group: 'kubernetes/node',
    about: 'kube-vip',
    status: 'planned',
    because: 'kube-vip is not built yet',
    instead: 'use the node-local proxy (the default), or a balancer of your own in loadbalancer_apiserver',
    switches: ['kube_vip_enabled', 'kube_vip_address'],
    rows: [
      ['kube_vip_bgp_enabled', 'boolean', false, 'Addresses are announced by BGP.'],
      ['kube_vip_bgp_peeraddress', 'address', null, 'The router BGP is spoken with.'],
      ['kube_vip_bgp_peeras', 'integer', 65000, 'The AS number of that router.'],
      ['kube_vip_bgp_peerpass', 'secret', null, 'The password of that router.'],
      ['kube_vip_bgp_routerid', 'address', null, 'What a node calls itself in BGP.'],
      ['kube_vip_bgppeers', 'text', null, 'Several routers, as ADDRESS:AS:PASSWORD:MULTIHOP with commas between.'],
      ['kube_vip_cidr', 'integer', 32, 'The prefix length addresses are put on interfaces with.'],
      ['kube_vip_ddns_enabled', 'boolean', false, 'The address comes from DHCP and its name from dynamic DNS.'],
      ['kube_vip_enableServicesElection', 'boolean', false, 'Each Service has a leader of its own.'],
      ['kube_vip_lb_enable', 'boolean', false, 'kube-vip spreads API requests over all control planes.'],
      ['kube_vip_leader_election_enabled', 'boolean', pattern('{kube_vip_arp_enabled}'), 'One node at a time holds the address.'],
      ['kube_vip_leaseduration', 'integer', 5, 'Seconds a lease of the address lasts.', '2.25'],
      ['kube_vip_local_as', 'integer', 65000, 'The AS number of nodes.'],
      ['kube_vip_renewdeadline', 'integer', 3, 'Seconds in which a lease must be renewed.', '2.25'],
      ['kube_vip_retryperiod', 'integer', 1, 'Seconds between tries to get the lease.', '2.25'],
      ['kube_vip_services_interface', 'text', null, 'The interface addresses of Services are put on.'],
      ['kube_vip_svc_leasename', 'text', 'plndr-svcs-lock', 'The lease that says which node holds addresses of Services.', '2.25'],
    ],
  },
];
