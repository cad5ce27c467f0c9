import { computed, type KnownGroup } from './known-group.ts';

const linux = 'kubernetes.io/os: linux';

/** What kubespray's own manifests of DNS and metrics have beyond what kmagic reads. */
export const addonsDns: readonly KnownGroup[] = [
  {
    group: 'kubernetes-apps/ansible',
    about: 'more CoreDNS configuration',
    status: 'planned',
    because: 'this is not built yet',
    harmless: [linux],
    rows: [
      ['coredns_additional_configs', 'text', undefined, "Further plugins for the Corefile's main zone."],
      ['nodelocaldns_additional_configs', 'text', undefined, 'Further plugins for the zones of the node-local cache.', '2.27'],
      ['old_dns_domains', 'list', [], 'Former values of dns_domain that are still answered.', '2.25'],
      ['coredns_affinity', 'map', computed('CoreDNS pods prefer different nodes'), 'Which nodes CoreDNS pods prefer or avoid.', '2.29'],
      ['coredns_deployment_nodeselector', 'text', linux, 'The label of nodes CoreDNS may run on, as one line of YAML.'],
      ['dns_extra_tolerations', 'list', undefined, 'Taints CoreDNS tolerates besides that of control planes.'],
      ['nodelocaldns_ds_nodeselector', 'text', linux, 'The label of nodes that get the DNS cache, as one line of YAML.'],
    ],
  },
  {
    group: 'kubernetes-apps/ansible',
    about: 'leaving CoreDNS out',
    status: 'refused',
    because: 'dns_mode says whether CoreDNS is installed',
    instead: 'set dns_mode: none, or manual with manual_dns_server',
    harmless: [true],
    rows: [['deploy_coredns', 'boolean', true, 'CoreDNS is installed; false lets a DNS of your own have its place.', '2.28']],
  },
  {
    group: 'kubernetes-apps/ansible',
    about: 'a second DNS cache',
    status: 'planned',
    because: 'a second DNS cache on each node is not built yet',
    switches: ['enable_nodelocaldns_secondary'],
    rows: [['nodelocaldns_secondary_prometheus_port', 'port', 9255, 'Where the second cache serves metrics.']],
  },
  {
    group: 'kubernetes-apps/ansible',
    about: 'names of CoreDNS objects',
    status: 'accepted',
    because: "stays at its component's own default",
    rows: [
      ['coredns_svc_name', 'text', 'coredns', 'The name of the CoreDNS Service; kmagic calls it coredns.', '2.31'],
      ['coredns_ordinal_suffix', 'text', '', 'What a second CoreDNS has at the end of its names.'],
      ['k8s_namespace', 'text', 'kube-system', 'Where the manifests of kubespray go.', '2.29'],
    ],
  },
  {
    group: 'kubernetes-apps/ansible',
    about: 'the autoscaler of CoreDNS',
    status: 'accepted',
    because: 'is about the autoscaler of CoreDNS; coredns_replicas says how many pods run',
    rows: [
      ['dns_min_replicas', 'integer', computed('2, or 1 with one node'), 'CoreDNS pods the autoscaler keeps at least.'],
      ['dns_nodes_per_replica', 'integer', 16, 'Nodes for which one CoreDNS pod is counted.'],
      ['dns_cores_per_replica', 'integer', 256, 'Cores for which one CoreDNS pod is counted.'],
      [
        'dns_prevent_single_point_failure',
        'boolean',
        computed('true where dns_min_replicas is above 1'),
        'Two pods run as soon as there are two nodes.',
      ],
      ['dns_autoscaler_cpu_requests', 'quantity', '20m', 'CPU the autoscaler asks for.'],
      ['dns_autoscaler_memory_requests', 'quantity', '10Mi', 'Memory the autoscaler asks for.'],
      ['dns_autoscaler_deployment_nodeselector', 'text', linux, 'The label of nodes the autoscaler may run on, as one line of YAML.'],
      ['dns_autoscaler_extra_tolerations', 'list', undefined, 'Taints the autoscaler tolerates besides that of control planes.'],
      ['dns_autoscaler_affinity', 'map', {}, 'Which nodes the autoscaler prefers or avoids.', '2.28'],
    ],
  },
  {
    group: 'kubernetes-apps/ansible',
    about: 'the Service for metrics of etcd',
    status: 'accepted',
    because: 'kmagic makes no Service for metrics of etcd',
    rows: [['etcd_metrics_service_labels', 'map', undefined, 'Labels of a Service by which Prometheus finds the metrics of etcd.']],
  },
  {
    group: 'kubernetes-apps/utils',
    about: 'how manifests are applied',
    status: 'accepted',
    because: "is about kubespray's own way of running",
    rows: [
      ['coredns_manifests', 'list', computed('a list of templates'), 'Templates that make up CoreDNS.'],
      ['nodelocaldns_manifests', 'list', computed('a list of templates'), 'Templates that make up the node-local DNS cache.'],
      ['dns_autoscaler_manifests', 'list', computed('a list of templates'), 'Templates that make up the autoscaler of CoreDNS.', '2.27'],
      ['server_side_apply', 'boolean', false, 'Manifests are merged by the API server, not by kubectl.', '2.30'],
      ['kubectl_apply_stdin', 'text', computed('_kubectl_apply_stdin as one text'), 'The command that applies a manifest.', '2.27'],
      ['_kubectl_apply_stdin', 'list', computed('kubectl apply in k8s_namespace'), 'The words of that command.', '2.30'],
    ],
  },
];
