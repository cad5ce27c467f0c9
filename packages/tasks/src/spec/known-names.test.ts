import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput, sampleProblems } from './sample-spec.ts';
import { allVariables, variablesByName } from './topics.ts';

const notes = (variables: Record<string, unknown>) => examineSpec(sampleInput(variables)).spec.notes;

describe('names', () => {
  it('stand for one place of the spec each', () => {
    expect(variablesByName.size).toBe(allVariables.length);
  });

  it('that are misspelled get the nearest', () => {
    expect(sampleProblems({ kube_verison: '1.36.4' })).toEqual(['kube_verison is no variable kmagic knows; the nearest is kube_version']);
  });

  it('of parts that are not there are checked too', () => {
    expect(sampleProblems({ metallb_nmespace: 'a', cilium_mut: 1400, kube_vip_adress: '10.0.0.9' })).toEqual([
      'metallb_nmespace is no variable kmagic knows; the nearest is metallb_namespace',
      'cilium_mut is no variable kmagic knows; the nearest is cilium_mtu',
      'kube_vip_adress is no variable kmagic knows; the nearest is kube_vip_address',
    ]);
  });

  it("that other definitions refer to are a person's own", () => {
    const input = sampleInput({ lab_prefix: '10.99.50' });
    expect(examineSpec(input).problems).toHaveLength(1);
    expect(examineSpec({ ...input, referenced: new Set(['lab_prefix']) }).problems).toEqual([]);
  });

  it("of the connection are the inventory's business", () => {
    const said = { ansible_user: 'root', ansible_become: true, ansible_ssh_private_key_file: 'key', ansible_default_ipv4: {} };
    expect(sampleProblems(said)).toEqual([]);
    expect(notes({ ansible_python_interpreter: '/usr/bin/python3' })).toContain(
      'without effect: ansible_python_interpreter (hosts need neither Python nor modules of Ansible)',
    );
    expect(sampleProblems({ ansible_hsot: '192.0.2.1' })).toEqual([
      'ansible_hsot is no variable kmagic knows; the nearest is ansible_host',
    ]);
  });
});

describe('what kubespray has and kmagic does not', () => {
  it('is refused with a reason and a way on', () => {
    expect(examineSpec(sampleInput({ metallb_enabled: true })).problems).toEqual([
      expect.objectContaining({
        code: 'unsupported',
        message: 'is not supported: add-ons are not built yet',
        hint: 'install it on the running cluster with its own manifests or chart, or take it out, or list it in ignore_variables to go on without it',
      }),
    ]);
  });

  it('is accepted where it is off, and passed over where a person says so', () => {
    expect(
      sampleProblems({ helm_enabled: false, cloud_provider: '', ipv6_stack: 'false', kubeadm_patches: [], kube_vip_address: null }),
    ).toEqual([]);
    expect(sampleProblems({ helm_enabled: true, anything: 1, ignore_variables: ['helm_enabled', 'anything'] })).toEqual([]);
  });

  it('is only noted where it belongs to something that is off', () => {
    expect(sampleProblems({ metallb_namespace: 'metallb-system', cilium_mtu: '1400' })).toEqual([]);
    expect(notes({ metallb_namespace: 'metallb-system', cilium_mtu: '1400' })).toEqual([
      'without effect: metallb_namespace (is about metallb, which is off)',
      'without effect: cilium_mtu (is about cilium, which is off)',
    ]);
  });

  it('is only noted where kmagic does it in another way', () => {
    expect(sampleProblems({ containerd_systemd_dir: '/etc/systemd/other.d' })).toEqual([]);
    expect(notes({ containerd_systemd_dir: '/etc/systemd/other.d' })).toEqual([
      'without effect: containerd_systemd_dir (the unit is written whole, without drop-ins)',
    ]);
  });

  it('is not without effect where templates take it', () => {
    const input = sampleInput({ dns_servers: ['192.0.2.1'], metallb_namespace: 'lb' });
    expect(examineSpec(input).spec.notes).toContain('without effect: dns_servers (is worked out)');
    expect(examineSpec({ ...input, referenced: new Set(['dns_servers', 'metallb_namespace']) }).spec.notes).toEqual([]);
  });

  it('is refused as a value of a variable kmagic has', () => {
    expect(sampleProblems({ kube_network_plugin: 'cilium', cilium_mtu: 1400 })).toEqual([
      'kube_network_plugin cilium is not supported: this network plugin is not built yet; `cni` installs the bare plugins, `none` nothing, so that you can apply its manifests yourself; use calico, cni, none',
    ]);
  });

  it('leaves the resolvers of hosts alone, and says so to inventories copied from kubespray', () => {
    expect(sampleProblems({ resolvconf_mode: 'none' })).toEqual([]);
    expect(sampleProblems({ resolvconf_mode: 'host_resolvconf', ndots: 2 })).toEqual([]);
    expect(notes({ resolvconf_mode: 'host_resolvconf', ndots: 2 })).toEqual([
      'without effect: resolvconf_mode host_resolvconf (the resolvers of hosts stay as they are; pods have cluster DNS all the same)',
      'without effect: ndots (kmagic leaves the resolvers of hosts as they are)',
    ]);
    expect(sampleProblems({ resolvconf_mode: 'docker_dns' })).toEqual([
      'resolvconf_mode docker_dns is not supported: there is no docker on the hosts; use none, host_resolvconf',
    ]);
  });
});

describe('what kubespray no longer has', () => {
  it('is refused with the release, and what came in its place', () => {
    expect(examineSpec(sampleInput({ kubeadm_version: 'v1.29.0', ssh_bastion_confing__name: 'b.conf' })).problems).toEqual([
      expect.objectContaining({
        code: 'badVariable',
        message: 'was removed in kubespray 2.26: kubeadm is always of kube_version',
        hint: 'use kube_version, or take it out (kmagic variables migrate does it), or list it in ignore_variables',
      }),
      expect.objectContaining({
        code: 'badVariable',
        message: 'was renamed in kubespray 2.31: it is ssh_bastion_config_name now',
        hint: 'write ssh_bastion_config_name (kmagic variables migrate does it), or list ssh_bastion_confing__name in ignore_variables',
      }),
    ]);
  });

  it('is only noted as long as it is off, and passed over where it is somebody else', () => {
    expect(sampleProblems({ krew_enabled: false, krew_root_dir: '/usr/local/krew', weave_mtu: 1376 })).toEqual([]);
    expect(notes({ krew_enabled: false, krew_root_dir: '/usr/local/krew' })).toContain(
      'without effect: krew_enabled, krew_root_dir (is about krew, which kubespray removed in 2.28)',
    );
    expect(sampleProblems({ krew_enabled: true, krew_root_dir: '/usr/local/krew' })).toEqual([
      'krew_enabled was removed in kubespray 2.28: kubespray no longer has krew',
      'krew_root_dir was removed in kubespray 2.28: kubespray no longer has krew',
    ]);
    expect(examineSpec({ ...sampleInput({ namespace: 'mine' }), referenced: new Set(['namespace']) }).problems).toEqual([]);
  });
});

describe("kubespray's own defaults", () => {
  it('ask for nothing', () => {
    const given = { containerd_default_runtime: 'runc', ipv4_stack: 'true', enable_network_policy: true, cert_management: 'script' };
    expect(sampleProblems({ ...given, auto_renew_certificates_systemd_calendar: 'Mon', kube_vip_services_enabled: false })).toEqual([]);
    expect(sampleProblems({ kubeadm_patches: { enabled: false, source_dir: '/patches' } })).toEqual([]);
    expect(sampleProblems({ ipv4_stack: 'maybe' })).toEqual(['ipv4_stack is not supported: only IPv4 clusters are built so far']);
  });
});

describe('what is on in kubespray and switched off', () => {
  it.each([
    [{ deploy_container_engine: false }, ['deploy_container_engine is not supported: kubelet needs the engine kmagic installs']],
    [{ deploy_coredns: 'no' }, ['deploy_coredns is not supported: dns_mode says whether CoreDNS is installed']],
    [{ ipv4_stack: 'off' }, ['ipv4_stack is not supported: only IPv4 clusters are built so far']],
    [{ enable_network_policy: '' }, ['enable_network_policy is not supported: calico always enforces policies']],
    [
      { kubelet_make_iptables_util_chains: 'False' },
      ['kubelet_make_iptables_util_chains is not supported: this setting has no variable of its own yet'],
    ],
    [{ coredns_affinity: {} }, ['coredns_affinity is not supported: this is not built yet']],
    [{ containerd_default_runtime: '' }, ['containerd_default_runtime is not supported: only runc is configured so far']],
    [
      { kubelet_cgroup_driver: 'cgroupfs' },
      [
        'kubelet_cgroup_driver is not supported: kubelet and containerd must have cgroups made by the same, and containerd_use_systemd_cgroup says by whom',
      ],
    ],
    // What kubespray does not do by itself, or does anyway.
    [
      { deploy_container_engine: 'True', deploy_coredns: 'yes', kubelet_make_iptables_util_chains: true, kubelet_cgroup_driver: 'systemd' },
      [],
    ],
    [
      { peer_with_calico_rr: false, kubeadm_use_file_discovery: 'no', kubelet_csr_approver_enabled: false, kubelet_seccomp_default: false },
      [],
    ],
    [{ prometheus_operator_crds_version: '0.80.0', prometheus_operator_crds_enabled: 'off' }, []],
    [{ kubelet_config_extra_args_cgroupfs: {}, deploy_coredns: null, kubelet_image_gc_high_threshold: '' }, []],
  ])('%o', (variables, problems) => {
    expect(sampleProblems(variables)).toEqual(problems);
  });
});
