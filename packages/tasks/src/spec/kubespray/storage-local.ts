import { computed, pattern, type KnownGroup } from './known-group.ts';
import { plannedAddon, plannedCloud } from './planned.ts';

/** Volumes on the disks of nodes, snapshots, and storage classes. */
export const storageLocal: readonly KnownGroup[] = [
  {
    group: 'kubernetes-apps/external_provisioner/local_path_provisioner',
    about: 'local-path-provisioner',
    ...plannedAddon,
    switches: ['local_path_provisioner_enabled'],
    rows: [
      ['local_path_provisioner_enabled', 'boolean', false, 'Volumes are made as directories on the node of their pod.'],
      ['local_path_provisioner_namespace', 'text', 'local-path-storage', 'Where the provisioner runs.'],
      ['local_path_provisioner_storage_class', 'text', 'local-path', 'The name of its storage class.'],
      ['local_path_provisioner_reclaim_policy', 'text', 'Delete', 'What happens to a directory whose claim is gone: Delete or Retain.'],
      ['local_path_provisioner_claim_root', 'path', '/opt/local-path-provisioner/', 'Where on nodes the directories are made.'],
      ['local_path_provisioner_is_default_storageclass', 'boolean', 'true', 'Claims without a storage class get this one.'],
      ['local_path_provisioner_debug', 'boolean', false, 'The provisioner logs more.'],
      [
        'local_path_provisioner_image_repo',
        'text',
        pattern('{docker_image_repo}/rancher/local-path-provisioner'),
        'The image of the provisioner, without tag.',
      ],
      ['local_path_provisioner_helper_image_repo', 'text', 'busybox', 'The image that makes and deletes directories, without tag.'],
      ['local_path_provisioner_helper_image_tag', 'text', 'latest', 'The tag of that image.'],
      ['local_path_provisioner_resources', 'map', {}, 'Requests and limits of the provisioner.', '2.31'],
    ],
  },
  {
    group: 'kubernetes-apps/external_provisioner/local_volume_provisioner',
    about: 'local-volume-provisioner',
    ...plannedAddon,
    switches: ['local_volume_provisioner_enabled'],
    rows: [
      ['local_volume_provisioner_enabled', 'boolean', false, 'Disks mounted on nodes become volumes.'],
      ['local_volume_provisioner_namespace', 'text', 'kube-system', 'Where the provisioner runs.'],
      ['local_volume_provisioner_nodelabels', 'list', [], 'Labels of the node that its volumes get too.'],
      ['local_volume_provisioner_tolerations', 'list', [], 'Taints of nodes whose disks are offered all the same.'],
      [
        'local_volume_provisioner_use_node_name_only',
        'boolean',
        false,
        "Volumes are named by the node alone, not by its machine's id too.",
      ],
      [
        'local_volume_provisioner_storage_classes',
        'map',
        computed('local-storage of what is mounted below /mnt/disks'),
        'Storage classes with the directory disks are looked for in.',
      ],
      ['local_volume_provisioner_storage_class', 'text', undefined, 'The name of the only storage class, where the map above is left out.'],
      ['local_volume_provisioner_base_dir', 'path', undefined, 'The directory on hosts of that storage class.'],
      ['local_volume_provisioner_mount_dir', 'path', undefined, "The directory in the provisioner's pod of that storage class."],
      ['local_volume_provisioner_log_level', 'integer', 2, 'The verbosity of the provisioner.', '2.26'],
    ],
  },
  {
    group: 'kubernetes-apps/snapshots',
    about: 'snapshots of volumes',
    ...plannedAddon,
    switches: ['csi_snapshot_controller_enabled', 'cinder_csi_enabled'],
    rows: [
      ['csi_snapshot_controller_enabled', 'boolean', false, 'The controller for snapshots and their definitions are installed.'],
      ['snapshot_controller_replicas', 'integer', 1, 'How many pods of the controller run.'],
      ['snapshot_controller_namespace', 'text', 'kube-system', 'Where the controller runs.'],
      ['snapshot_classes', 'list', computed('one for Cinder'), 'Classes of snapshots that are made.'],
    ],
  },
  {
    group: 'kubernetes-apps/persistent_volumes',
    about: 'storage classes of clouds',
    ...plannedCloud,
    switches: ['persistent_volumes_enabled'],
    rows: [
      [
        'storage_classes',
        'list',
        computed('one of Cinder, or two of UpCloud'),
        'Storage classes of the volume driver, with their parameters.',
      ],
    ],
  },
];
