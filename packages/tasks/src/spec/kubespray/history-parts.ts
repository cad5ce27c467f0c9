import { named, type Removed } from './removed.ts';

const notWeave = {
  switches: ['kube_network_plugin'],
  harmless: ['calico', 'cilium', 'flannel', 'kube-ovn', 'kube-router', 'macvlan', 'custom_cni', 'cni', 'cloud', 'none', 'canal'],
};
const inTree = { switches: ['cloud_provider'], harmless: ['external'] };
const ownController = "install the provider's controller on the running cluster";

/** Whole parts kubespray has taken out since 2.20, oldest first. */
export const removedParts: readonly Removed[] = [
  {
    release: '2.22',
    names: named('canal_', 'cert_dir iface masquerade policy_dir'),
    because: 'kubespray no longer has canal',
    instead: 'use calico',
    part: {
      about: 'canal',
      switches: ['kube_network_plugin'],
      harmless: [...notWeave.harmless.filter((name) => name !== 'canal'), 'weave'],
    },
  },
  {
    release: '2.22',
    names: named('metallb_', 'ip_range additional_address_pools'),
    because: 'metallb is configured by one map',
    instead: 'use metallb_config',
    part: { about: 'metallb', switches: ['metallb_enabled'] },
  },
  {
    release: '2.23',
    names: named('metallb_', 'auto_assign avoid_buggy_ips peers pool_name'),
    because: 'metallb is configured by one map',
    instead: 'use metallb_config',
    part: { about: 'metallb', switches: ['metallb_enabled'] },
  },
  {
    release: '2.24',
    names: named('podsecuritypolicy_', 'enabled privileged_spec restricted_spec'),
    because: 'Kubernetes took pod security policies out in 1.25',
    instead: 'label namespaces with pod-security.kubernetes.io/enforce',
    part: { about: 'pod security policies', switches: ['podsecuritypolicy_enabled'] },
  },
  {
    release: '2.26',
    names: named(
      'docker_container_storage_setup_',
      'auto_extend_pool chunk_size container_root_lv_mount_path container_root_lv_name container_root_lv_size container_thinpool data_size ' +
        'device_wait_timeout extra_storage_options growpart min_data_size pool_autoextend_percent pool_autoextend_threshold profile_name ' +
        'repository root_size storage_driver version vg wipe_signatures',
    ),
    because: 'the systems that needed it are no longer supported',
    part: { about: 'volumes for docker', switches: ['docker_container_storage_setup'] },
  },
  {
    release: '2.27',
    names: named(
      'aws_',
      'disable_security_group_ingress disable_strict_zone_check elb_security_group kubernetes_cluster_id kubernetes_cluster_tag role_arn ' +
        'route_table_id subnet_id vpc zone',
    ),
    because: 'Kubernetes has no integration with AWS built in any more',
    instead: ownController,
    part: { about: 'the integration with AWS that was built into Kubernetes', ...inTree },
  },
  {
    release: '2.27',
    names: named(
      'azure_',
      'disable_outbound_snat exclude_master_from_standard_lb loadbalancer_sku primary_availability_set_name use_instance_metadata',
    ),
    because: 'Kubernetes has no integration with Azure built in any more',
    instead: ownController,
    part: { about: 'the integration with Azure that was built into Kubernetes', ...inTree },
  },
  {
    release: '2.27',
    names: named('openstack_', 'auth_url domain_id domain_name password region tenant_id tenant_name trust_id username'),
    because: 'Kubernetes has no integration with OpenStack built in any more',
    instead: ownController,
    part: { about: 'the integration with OpenStack that was built into Kubernetes', ...inTree },
  },
  {
    release: '2.27',
    names: named(
      'vsphere_',
      'datacenter datastore insecure password public_network region_category resource_pool scsi_controller_type user vcenter_ip vcenter_port ' +
        'working_dir zone_category',
    ),
    because: 'Kubernetes has no integration with vSphere built in any more',
    instead: ownController,
    part: { about: 'the integration with vSphere that was built into Kubernetes', ...inTree },
  },
  {
    release: '2.28',
    names: named(
      'cephfs_provisioner_',
      'admin_id claim_root cluster deterministic_names digest_checksum enabled image_repo image_tag monitors namespace reclaim_policy secret ' +
        'storage_class version',
    ),
    because: 'kubespray no longer has the CephFS provisioner',
    instead: 'install ceph-csi on the running cluster',
    part: { about: 'the CephFS provisioner', switches: ['cephfs_provisioner_enabled'] },
  },
  {
    release: '2.28',
    names: named(
      'rbd_provisioner_',
      'admin_id digest_checksum enabled fs_type image_features image_format image_repo image_tag monitors namespace pool reclaim_policy ' +
        'replicas secret secret_name storage_class user_id user_secret user_secret_name user_secret_namespace version',
    ),
    because: 'kubespray no longer has the RBD provisioner',
    instead: 'install ceph-csi on the running cluster',
    part: { about: 'the RBD provisioner', switches: ['rbd_provisioner_enabled'] },
  },
  {
    release: '2.28',
    names: named('krew_', 'archive_checksum archive_checksums default_index_uri download_url enabled no_upgrade_check root_dir version'),
    because: 'kubespray no longer has krew',
    instead: 'install krew where people use kubectl',
    part: { about: 'krew', switches: ['krew_enabled'] },
  },
  {
    release: '2.29',
    names: named(
      'weave_',
      'checkpoint_disable conn_limit expect_npc expose_ip extra_args hairpin_mode ipalloc_init ipalloc_range iptables_backend ' +
        'kube_digest_checksum kube_image_repo kube_image_tag kube_peers metrics_addr mtu no_masq_local npc_digest_checksum npc_extra_args ' +
        'npc_image_repo npc_image_tag password status_addr version',
    ),
    because: 'kubespray no longer has weave',
    instead: 'use calico',
    part: { about: 'weave', ...notWeave },
  },
  {
    release: '2.31',
    names: named(
      'dashboard_',
      'certs_secret_name cpu_limit cpu_requests digest_checksum enabled image_repo image_tag master_toleration memory_limit memory_requests ' +
        'metrics_scraper_repo metrics_scraper_tag namespace replicas skip_login tls_cert_file tls_key_file token_ttl use_custom_certs',
    ),
    because: 'kubespray no longer has the dashboard',
    instead: 'install it on the running cluster with its own chart',
    part: { about: 'the dashboard', switches: ['dashboard_enabled'] },
  },
  {
    release: '2.31',
    names: [
      ...named(
        'ingress_nginx_',
        'class configmap configmap_tcp_services configmap_udp_services controller_digest_checksum controller_image_repo controller_image_tag ' +
          'default enabled extra_args host_network insecure_port kube_webhook_certgen_imae_repo kube_webhook_certgen_imae_tag ' +
          'kube_webhook_certgen_image_repo kube_webhook_certgen_image_tag metrics_port namespace nodeselector opentelemetry_enabled ' +
          'opentelemetry_image_repo opentelemetry_image_tag probe_initial_delay_seconds publish_service secure_port service_annotations ' +
          'service_nodeport_http service_nodeport_https service_type termination_grace_period_seconds tolerations version webhook_enabled ' +
          'webhook_job_ttl without_class',
      ),
      'ingress_publish_status_address',
    ],
    because: 'kubespray no longer has ingress-nginx',
    instead: 'install an ingress controller on the running cluster with its own chart',
    part: { about: 'ingress-nginx', switches: ['ingress_nginx_enabled'] },
  },
  {
    release: '2.31',
    names: [
      'deploy_netchecker',
      'agent_report_interval',
      ...named(
        'netcheck_',
        'agent_digest_checksum agent_image_repo agent_image_tag etcd_image_tag namespace server_digest_checksum server_image_repo ' +
          'server_image_tag version',
      ),
      ...named(
        'netchecker_',
        'agent_cpu_limit agent_cpu_requests agent_group agent_log_level agent_memory_limit agent_memory_requests agent_user etcd_cpu_limit ' +
          'etcd_cpu_requests etcd_log_level etcd_memory_limit etcd_memory_requests port server_cpu_limit server_cpu_requests server_group ' +
          'server_log_level server_memory_limit server_memory_requests server_user',
      ),
    ],
    because: 'kubespray no longer has netchecker',
    part: { about: 'netchecker', switches: ['deploy_netchecker'] },
  },
];
