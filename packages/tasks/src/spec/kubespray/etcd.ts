import { computed, pattern, type KnownGroup } from './known-group.ts';

const workedOut = 'is worked out';

/** Roles etcd and etcd_defaults, and the names kubespray_defaults works out for etcd. */
export const etcdGroups: readonly KnownGroup[] = [
  {
    group: 'etcd',
    about: 'the second etcd for events',
    status: 'refused',
    because: 'one etcd cluster holds everything',
    switches: ['etcd_events_cluster_enabled'],
    rows: [
      ['etcd_events_cluster_enabled', 'boolean', false, 'Events are kept in an etcd cluster of their own.'],
      ['etcd_events_cluster_setup', 'boolean', false, 'Set by playbooks: the members for events are installed.'],
      ['etcd_events_data_dir', 'path', '/var/lib/etcd-events', 'Where a member for events keeps its data.'],
      ['etcd_events_access_address', 'address', pattern('{main_access_ip}'), 'The address a member for events is reached at.'],
      ['etcd_events_peer_url', 'url', computed('https://etcd_events_access_address:2382'), 'Where a member for events talks to its peers.'],
      ['etcd_events_client_url', 'url', computed('https://etcd_events_access_address:2383'), 'Where a member for events serves clients.'],
      [
        'etcd_events_access_addresses',
        'text',
        computed('client URLs of etcd_hosts at port 2383, commas between'),
        'The members for events.',
      ],
      [
        'etcd_events_access_addresses_list',
        'list',
        computed('client URLs of etcd_hosts at port 2383'),
        'The members for events, as a list.',
      ],
      [
        'etcd_events_access_addresses_semicolon',
        'text',
        computed('client URLs of etcd_hosts at port 2383, semicolons between'),
        'The members for events, as the API server wants them.',
      ],
      ['etcd_events_peer_addresses', 'text', computed('NAME-events=URL of each member at port 2382'), 'The initial cluster for events.'],
    ],
  },
  {
    group: 'etcd',
    about: 'tracing of etcd',
    status: 'planned',
    because: 'tracing is not built yet',
    switches: ['etcd_experimental_enable_distributed_tracing'],
    rows: [
      ['etcd_experimental_enable_distributed_tracing', 'boolean', false, 'etcd sends traces.'],
      ['etcd_experimental_distributed_tracing_sample_rate', 'integer', 100, 'How many of a million spans etcd sends.'],
      ['etcd_experimental_distributed_tracing_address', 'text', 'localhost:4317', 'The collector etcd sends traces to.'],
      ['etcd_experimental_distributed_tracing_service_name', 'text', 'etcd', 'What etcd calls itself in traces.'],
    ],
  },
  {
    group: 'etcd',
    about: 'steps of installing etcd',
    status: 'accepted',
    because: 'is about a step kubespray takes by kubeadm and kmagic takes by itself',
    rows: [
      ['etcd_cluster_setup', 'boolean', true, 'Members are installed; else only certificates are made.'],
      ['force_etcd_cert_refresh', 'boolean', true, "etcd's certificates are made again in every run."],
      ['etcd_retries', 'integer', 4, 'How often questions to etcd are tried again.'],
      ['etcd_script_dir', 'path', pattern('{bin_dir}/etcd-scripts'), "Where etcd's helper scripts are put."],
    ],
  },
  {
    group: 'etcd',
    about: 'backups before etcd is upgraded',
    status: 'accepted',
    because: 'is about an operation that does not read it',
    rows: [
      ['etcd_backup_prefix', 'path', '/var/backups', 'Where backups of etcd are put.'],
      ['etcd_backup_retention_count', 'integer', -1, 'How many backups of etcd are kept; below 0, all.'],
    ],
  },
  {
    group: 'etcd',
    about: 'limits of etcd',
    status: 'accepted',
    because: "stays at its component's own default",
    rows: [
      ['etcd_blkio_weight', 'integer', 1000, "The weight of etcd's disk access."],
      ['etcd_cpu_limit', 'quantity', undefined, 'CPU limit of the etcd container.'],
    ],
  },
  {
    group: 'etcd',
    about: 'what follows from the members of etcd',
    status: 'accepted',
    because: workedOut,
    rows: [
      ['cert_files', 'map', computed('certificates of members and clients'), 'The certificate files etcd hosts hold.'],
      ['etcd_access_address', 'address', pattern('{main_access_ip}'), 'The address this member is reached at.'],
      ['etcd_access_addresses', 'text', computed('client URLs of etcd_hosts, commas between'), 'Where clients find etcd.'],
      ['etcd_address', 'address', pattern('{main_ip}'), 'The address this member listens on.'],
      ['etcd_client_url', 'url', computed('https://etcd_access_address:2379'), 'Where this member serves clients.'],
      ['etcd_hosts', 'list', computed('group etcd, else kube_control_plane'), 'The hosts of etcd members.'],
      [
        'etcd_metrics_addresses',
        'text',
        computed('etcd_hosts at etcd_metrics_port or 2381, commas between'),
        'Where members serve metrics.',
      ],
      ['etcd_node_cert_hosts', 'list', computed('group k8s_cluster'), 'Hosts that get a client certificate of etcd.'],
      ['etcd_peer_addresses', 'text', computed('NAME=URL of each member, commas between'), 'The initial cluster of etcd.'],
      ['etcd_peer_url', 'url', computed('https://etcd_access_address:2380'), 'Where this member talks to its peers.'],
      [
        'etcd_supported_versions',
        'map',
        { '1.36': '3.6.14', '1.35': '3.6.14', '1.34': '3.5.33' },
        'The versions of etcd that go with Kubernetes.',
      ],
    ],
  },
];
