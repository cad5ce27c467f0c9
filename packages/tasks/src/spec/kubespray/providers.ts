import { computed, type KnownGroup } from './known-group.ts';

const planned = {
  status: 'planned',
  because: 'cloud integrations are not built yet',
  instead: "install the provider's controller on the running cluster",
} as const;

/** What kubespray_defaults says of clouds and their volumes in general. */
export const providers: readonly KnownGroup[] = [
  {
    group: 'kubespray_defaults',
    about: 'a cloud provider',
    ...planned,
    switches: ['cloud_provider', 'external_cloud_provider'],
    rows: [
      ['cloud_provider', 'text', '', 'external where a controller of a cloud runs in the cluster.'],
      ['external_cloud_provider', 'text', '', 'Which: openstack, vsphere, oci, huaweicloud, hcloud or manual.'],
    ],
  },
  {
    group: 'kubespray_defaults',
    about: 'storage classes of clouds',
    ...planned,
    switches: ['persistent_volumes_enabled'],
    rows: [
      ['persistent_volumes_enabled', 'boolean', false, "A storage class of the cloud's driver is made."],
      ['expand_persistent_volumes', 'boolean', false, 'Volumes of that class can grow.'],
      ['volume_cross_zone_attachment', 'boolean', undefined, 'Volumes are attached across zones.'],
    ],
  },
  {
    group: 'kubespray_defaults',
    about: 'route reflectors',
    status: 'planned',
    because: 'only the mesh of all nodes is built so far',
    rows: [['peer_with_calico_rr', 'boolean', computed('true where group calico_rr has hosts'), 'Nodes peer with the route reflectors.']],
  },
];
