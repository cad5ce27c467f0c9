import { KmagicError, Secret } from '@kmagic/core';
import { describe, expect, it } from 'vitest';
import { buildSpec, examineSpec } from './build-spec.ts';
import { sampleFacts, sampleInput, sampleProblems, sampleSpec } from './sample-spec.ts';

describe('a spec from an inventory that says nothing', () => {
  const spec = sampleSpec();

  it('installs the default version with its set', () => {
    expect(spec.kube.version).toBe('1.36.4');
    expect(spec.derived.kubeMinor).toBe('1.36');
    expect(spec.versions).toEqual({
      etcd: '3.6.14',
      containerd: '2.3.4',
      runc: '1.4.3',
      crictl: '1.36.0',
      cni: '1.9.1',
      calico: '3.31.7',
      coredns: '1.14.2',
      pause: '3.10.2',
      nodelocaldns: '1.25.0',
    });
  });

  it("has kubespray's addresses and names", () => {
    expect(spec.derived).toMatchObject({
      apiserverServiceIp: '10.233.0.1',
      dnsServiceIp: '10.233.0.3',
      clusterDnsIps: ['169.254.25.10'],
      nodelocaldns: true,
      allocateNodeCidrs: false,
      localProxy: true,
      controlPlaneEndpoint: '10.0.0.11:6443',
      etcdClientUrls: ['https://10.0.0.11:2379', 'https://10.0.0.12:2379', 'https://10.0.0.13:2379'],
      etcdInitialCluster: ['etcd1=https://10.0.0.11:2380', 'etcd2=https://10.0.0.12:2380', 'etcd3=https://10.0.0.13:2380'],
      noProxy: undefined,
    });
  });

  it('numbers the members of etcd as their group names them', () => {
    const names = sampleInput().hosts.map(({ name }) => name);
    const [first, second, third] = names as [string, string, string];
    const { hosts } = buildSpec({ ...sampleInput(), etcdMembers: [third, first, second] });
    expect(hosts.slice(0, 3).map((host) => host.etcdMemberName)).toEqual(['etcd2', 'etcd3', 'etcd1']);
  });

  it('names every image as upstream does', () => {
    expect(spec.images).toMatchInlineSnapshot(`
      {
        "calicoCni": "quay.io/calico/cni:v3.31.7",
        "calicoKubeControllers": "quay.io/calico/kube-controllers:v3.31.7",
        "calicoNode": "quay.io/calico/node:v3.31.7",
        "coredns": "registry.k8s.io/coredns/coredns:v1.14.2",
        "etcd": "quay.io/coreos/etcd:v3.6.14",
        "kubeApiserver": "registry.k8s.io/kube-apiserver:v1.36.4",
        "kubeControllerManager": "registry.k8s.io/kube-controller-manager:v1.36.4",
        "kubeProxy": "registry.k8s.io/kube-proxy:v1.36.4",
        "kubeScheduler": "registry.k8s.io/kube-scheduler:v1.36.4",
        "nginx": "docker.io/library/nginx:1.30.1-alpine",
        "nodelocaldns": "registry.k8s.io/dns/k8s-dns-node-cache:1.25.0",
        "pause": "registry.k8s.io/pause:3.10.2",
      }
    `);
  });

  it('downloads every file from upstream with its checksum', () => {
    const { files } = spec.host('node1');
    expect(Object.values(files).map(({ url }) => url)).toMatchInlineSnapshot(`
      [
        "https://dl.k8s.io/release/v1.36.4/bin/linux/amd64/kubelet",
        "https://dl.k8s.io/release/v1.36.4/bin/linux/amd64/kubeadm",
        "https://dl.k8s.io/release/v1.36.4/bin/linux/amd64/kubectl",
        "https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz",
        "https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-2.3.4-linux-amd64.tar.gz",
        "https://github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64",
        "https://github.com/kubernetes-sigs/cri-tools/releases/download/v1.36.0/crictl-v1.36.0-linux-amd64.tar.gz",
        "https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz",
        "https://github.com/projectcalico/calico/releases/download/v3.31.7/calicoctl-linux-amd64",
        "https://github.com/projectcalico/calico/raw/v3.31.7/manifests/crds.yaml",
      ]
    `);
    for (const file of Object.values(files)) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('signs the API server for every name kubespray signs it for', () => {
    expect(spec.derived.apiserverSans).toEqual({
      dns: [
        'kubernetes',
        'kubernetes.default',
        'kubernetes.default.svc',
        'kubernetes.default.svc.cluster.local',
        'localhost',
        'node1',
        'node2',
        'node3',
      ],
      ip: ['10.233.0.1', '127.0.0.1', '::1', '10.0.0.11', '10.0.0.12', '10.0.0.13'],
    });
  });

  it('signs etcd for every member by name and address', () => {
    expect(spec.derived.etcdSans).toEqual({
      dns: [
        'localhost',
        'node1',
        'node2',
        'node3',
        'etcd.kube-system.svc.cluster.local',
        'etcd.kube-system.svc',
        'etcd.kube-system',
        'etcd',
      ],
      ip: ['10.0.0.11', '10.0.0.12', '10.0.0.13', '127.0.0.1', '::1'],
    });
  });

  it('tells control planes and workers apart', () => {
    expect(spec.host('node1')).toMatchObject({
      isControlPlane: true,
      isNode: false,
      isEtcd: true,
      runsLocalProxy: false,
      etcdMemberName: 'etcd1',
      apiserverUrl: 'https://127.0.0.1:6443',
      taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
    });
    expect(spec.host('node4')).toMatchObject({
      isControlPlane: false,
      isNode: true,
      runsLocalProxy: true,
      etcdMemberName: undefined,
      apiserverUrl: 'https://localhost:6443',
      taints: [],
      labels: {},
    });
  });

  it('finds the API by a balancer, or the first control plane, where workers have no proxy; control planes by their own', () => {
    const urls = (variables: object): readonly string[] => {
      const { host } = sampleSpec({ ...variables });
      return [host('node1').apiserverUrl, host('node4').apiserverUrl];
    };
    const balanced = { loadbalancer_apiserver: { address: '10.0.0.99', port: 8383 } };
    expect(urls(balanced)).toEqual(['https://127.0.0.1:6443', 'https://10.0.0.99:8383']);
    expect(urls({ loadbalancer_apiserver_localhost: false })).toEqual(['https://127.0.0.1:6443', 'https://10.0.0.11:6443']);
  });

  it('is plain data that can be hashed and compared', () => {
    expect(JSON.stringify(spec)).toBe(JSON.stringify(sampleSpec()));
  });
});

describe('values', () => {
  it('are read from the text an INI inventory has', () => {
    const spec = sampleSpec({ kube_apiserver_port: '8443', kubernetes_audit: 'True', kubelet_max_pods: '200' });
    expect([spec.apiserver.port, spec.audit.enabled, spec.host('node5').kubelet.maxPods]).toEqual([8443, true, 200]);
    expect(spec.derived.apiserverAddresses[0]).toBe('10.0.0.11:8443');
  });

  it("may differ from host to host where they are a host's own", () => {
    const spec = sampleSpec(
      { kubelet_max_pods: 50 },
      { node4: { variables: { kubelet_max_pods: 250, node_labels: { zone: 1 }, node_taints: ['gpu=yes:NoExecute'] } } },
    );
    expect(spec.host('node5').kubelet.maxPods).toBe(50);
    expect(spec.host('node4')).toMatchObject({
      kubelet: { maxPods: 250 },
      labels: { zone: '1' },
      taints: [{ key: 'gpu', value: 'yes', effect: 'NoExecute' }],
    });
  });

  it("must agree where they are the cluster's", () => {
    const run = () => sampleSpec({ kube_pods_subnet: '10.50.0.0/16' }, { node4: { variables: { kube_pods_subnet: '10.60.0.0/16' } } });
    expect(run).toThrow(
      'is one for the whole cluster, but node1 and node4 have different values (group_vars/all.yml:1, host_vars/node4.yml:1)',
    );
  });

  it('merge feature gates of all components with those of one', () => {
    const spec = sampleSpec({
      kube_feature_gates: ['A=true', 'B=true'],
      kubelet_feature_gates: ['B=false', 'KubeletInUserNamespace=true'],
    });
    expect(spec.apiserver.featureGates).toEqual({ A: true, B: true });
    expect(spec.host('node1').kubelet.featureGates).toEqual({ A: true, B: false, KubeletInUserNamespace: true });
  });

  it('stay secret where they are', () => {
    const spec = sampleSpec({ kube_encrypt_token: 'abcdefghijklmnopqrstuvwxyz123456' });
    expect(spec.encryption.token).toBeInstanceOf(Secret);
    expect(JSON.stringify(spec)).not.toContain('abcdefgh');
  });

  it('fall back along ip, default route and ansible_host', () => {
    const without = { ip: undefined };
    const spec = sampleSpec(
      {},
      {
        node1: {
          variables: { ...without, ansible_host: 'node1.example.com' },
          facts: { ...sampleFacts, defaultIpv4: { address: '10.0.0.91', interface: 'eth0' } },
        },
        node2: { variables: { ...without, ansible_host: '10.0.0.92' }, facts: undefined },
        node3: { variables: { access_ip: '192.0.2.3' } },
      },
    );
    expect(spec.hosts.slice(0, 3).map(({ ip, accessIp }) => [ip, accessIp])).toEqual([
      ['10.0.0.91', '10.0.0.91'],
      ['10.0.0.92', '10.0.0.92'],
      ['10.0.0.13', '192.0.2.3'],
    ]);
    expect(spec.derived.etcdClientUrls[2]).toBe('https://192.0.2.3:2379');
  });
});

describe('facts', () => {
  const lab = { ...sampleFacts, cgroup: 'v1' as const, kernelFeatures: { dummy: false, ip_vs: false, ipip: false, vxlan: true } };
  const everywhere = Object.fromEntries(['node1', 'node2', 'node3', 'node4', 'node5'].map((name) => [name, { facts: lab }]));

  it('turn the node-local DNS cache off with a note where the kernel cannot', () => {
    const spec = sampleSpec({ kubelet_fail_cgroup_v1: false }, everywhere);
    expect(spec.derived).toMatchObject({ nodelocaldns: false, clusterDnsIps: ['10.233.0.3'] });
    expect(spec.notes).toEqual(['nodelocaldns is off: the kernel of node1, node2, node3, node4, node5 has no dummy network devices']);
  });

  it('refuse what is asked for and cannot be', () => {
    const asked = {
      kubelet_fail_swap_on: false,
      kubelet_swap_behavior: 'LimitedSwap',
      enable_nodelocaldns: true,
      kube_proxy_mode: 'ipvs',
      calico_ipip_mode: 'Always',
    };
    expect(sampleProblems(asked, everywhere).map((problem) => problem.split(' ')[0])).toEqual([
      'kube_proxy_mode',
      'enable_nodelocaldns',
      'calico_ipip_mode',
      'kubelet_fail_cgroup_v1',
      'kubelet_swap_behavior',
    ]);
  });

  it('let pods swap only where cgroup v2 can limit them', () => {
    const swapOf = (...input: Parameters<typeof sampleSpec>) => sampleSpec(...input).host('node1').kubelet.swapBehavior;
    expect(swapOf()).toBe('LimitedSwap');
    expect(swapOf({ kubelet_fail_cgroup_v1: false, kubelet_fail_swap_on: false }, everywhere)).toBe('NoSwap');
  });

  it('choose iptables on kernels before 5.13', () => {
    expect(sampleSpec().kubeProxy.mode).toBe('nftables');
    expect(sampleSpec({}, { node4: { facts: { ...sampleFacts, kernel: '5.10.0-30-amd64' } } }).kubeProxy.mode).toBe('iptables');
  });

  it('are not needed: a host that never answered is planned with defaults', () => {
    const spec = sampleSpec({}, { node5: { facts: undefined } });
    expect(spec.host('node5')).toMatchObject({ arch: 'amd64', kubelet: { resolvConf: '/etc/resolv.conf' } });
  });
});

describe('an inventory with mistakes', () => {
  it('is told all of them at once, in one error', () => {
    const run = () => buildSpec(sampleInput({ kube_service_adresses: '10.0.0.0/16', kube_apiserver_port: 'http', helm_enabled: true }));
    expect(run).toThrow(KmagicError);
    expect(run).toThrow(/the inventory has 3 problems/);
    expect(examineSpec(sampleInput({ kube_service_adresses: 'x' })).problems).toEqual([
      expect.objectContaining({
        hint: 'write kube_service_addresses, or list kube_service_adresses in ignore_variables',
        origins: [{ file: 'group_vars/all.yml', line: 1 }],
      }),
    ]);
  });

  it('is told in a form a person can act on', () => {
    expect(() => sampleSpec({ kube_service_addresses: '10.0.0.0/16', etcd_deployment_type: 'kubeadm' }))
      .toThrowErrorMatchingInlineSnapshot(`
      [KmagicError: the inventory has 2 problems
        etcd_deployment_type kubeadm is not supported: kubeadm's stacked etcd ties a member's life to its API server and cannot be recovered by quorum; use container, host (group_vars/all.yml:2)
          do: etcd_deployment_type (\`container\` \`host\`): How a member runs: a container that outlives containerd, or a program under systemd.
        kube_service_addresses 10.0.0.0/16 holds addresses of hosts: node1 (10.0.0.11), node2 (10.0.0.12), node3 (10.0.0.13), node4 (10.0.0.14), node5 (10.0.0.15) (group_vars/all.yml:1)
          do: choose a range no host is in]
    `);
  });
});
