import { computed, pattern, type KnownGroup } from './known-group.ts';

/** Roles kubernetes/kubeadm and kubeadm_common, and what kubespray_defaults says of kubeadm. */
export const kubeadmGroups: readonly KnownGroup[] = [
  {
    group: 'kubernetes/kubeadm',
    about: 'steps of kubeadm',
    status: 'accepted',
    because: 'is about a step kubespray takes by kubeadm and kmagic takes by itself',
    rows: [
      ['kubeadm_config_validate_enabled', 'boolean', true, 'The configuration of kubeadm is verified before it is used.', '2.28'],
      ['kubeadm_init_timeout', 'duration', '300s', 'How long kubeadm init may take.'],
      ['kubeadm_init_phases_skip_default', 'list', ['addon/coredns'], 'Phases kubeadm init leaves out anyway.'],
      [
        'kubeadm_init_phases_skip',
        'list',
        computed('the default, and addon/kube-proxy where nothing needs it'),
        'Phases kubeadm init leaves out.',
      ],
      ['kubeadm_join_phases_skip_default', 'list', [], 'Phases kubeadm join leaves out anyway.'],
      ['kubeadm_join_phases_skip', 'list', pattern('{kubeadm_join_phases_skip_default}'), 'Phases kubeadm join leaves out.'],
      ['kubeadm_upgrade_node_phases_skip_default', 'list', [], 'Phases kubeadm upgrade node leaves out anyway.', '2.29'],
      [
        'kubeadm_upgrade_node_phases_skip',
        'list',
        computed('the default and kubeadm_init_phases_skip'),
        'Phases kubeadm upgrade node leaves out.',
        '2.29',
      ],
      ['kubeadm_upgrade_auto_cert_renewal', 'boolean', true, 'kubeadm upgrade renews certificates.'],
      ['kubeadm_refresh_token', 'boolean', true, 'The first control plane makes a new join token.'],
      ['kubeadm_token', 'secret', undefined, 'A join token of your own.'],
      [
        'kubeadm_certificate_key',
        'secret',
        computed('made once, in credentials_dir'),
        'The key joining control planes decrypt certificates with.',
      ],
      ['kubeadm_scale_down_coredns_enabled', 'boolean', true, "kubeadm's CoreDNS is scaled to nothing where dns_mode is another."],
      ['kubeadm_patches_dir', 'path', pattern('{kube_config_dir}/patches'), 'Where patches for kubeadm are put.', '2.27'],
      ['kubeadm_image_pull_serial', 'boolean', true, 'kubeadm pulls one image after the other.', '2.28'],
      ['kubeadm_images', 'map', {}, 'Images kubeadm lists; filled in by kubespray.'],
      ['skip_kubeadm_images', 'boolean', false, "Images of kubeadm's list are not downloaded."],
      ['control_plane_node_become_ready_tries', 'integer', 24, 'How often a joined control plane is asked whether it is ready.', '2.30'],
      ['control_plane_health_retries', 'integer', 60, 'How often components of the control plane are asked for health.', '2.29'],
      ['kube_controller_manager_allocate_node_cidrs', 'boolean', true, 'The controller manager gives each node a range of pods.', '2.32'],
    ],
  },
  {
    group: 'kubernetes/kubeadm',
    about: 'kubeadm patches',
    status: 'refused',
    because: 'kmagic renders the manifests itself',
    instead: 'use the *_extra_args and *_extra_volumes variables',
    rows: [['kubeadm_patches', 'list', [], 'Patches of what kubeadm writes.']],
  },
  {
    group: 'kubernetes/kubeadm',
    about: 'another image store',
    status: 'refused',
    because: 'images come from kube_image_repo',
    rows: [['kubeadm_image_repo', 'text', pattern('{kube_image_repo}'), 'The registry kubeadm takes images from.', '2.29']],
  },
];
