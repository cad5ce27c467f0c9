import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput, sampleProblems } from './sample-spec.ts';

type Case = readonly [variables: Readonly<Record<string, unknown>>, problems: readonly string[]];

describe('what a daemon would not take', () => {
  it.each<Case>([
    [{ tls_min_version: 1.2 }, ['tls_min_version must be one of VersionTLS10, VersionTLS11, VersionTLS12, VersionTLS13']],
    [{ tls_min_version: 'VersionTLS12' }, []],
    [{ tls_cipher_suites: ['FOO', 'TLS_AES_128_GCM_SHA256'] }, ['tls_cipher_suites FOO is no cipher suite Kubernetes knows']],
    [
      { tls_cipher_suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265'] },
      [
        'tls_cipher_suites TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265 is no cipher suite Kubernetes knows; the nearest is TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      ],
    ],
    [{ tls_cipher_suites: ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305'] }, []],
    [
      { kube_apiserver_enable_admission_plugins: ['PodSecurityPolicy', 'AlwaysPullImage', 'NodeRestriction,EventRateLimit'] },
      [
        'kube_apiserver_enable_admission_plugins PodSecurityPolicy was removed in Kubernetes 1.25; AlwaysPullImage is no admission plugin of kube-apiserver; the nearest is AlwaysPullImages',
      ],
    ],
    [
      { kube_apiserver_disable_admission_plugins: ['Foo'] },
      ['kube_apiserver_disable_admission_plugins Foo is no admission plugin of kube-apiserver'],
    ],
    [{ kube_apiserver_bind_address: 'foo' }, ['kube_apiserver_bind_address must be an IP address']],
    [{ kube_apiserver_bind_address: '10.0.0.300' }, ['kube_apiserver_bind_address must be an IP address']],
    [
      { kube_apiserver_bind_address: '::ffff:10.0.0.1' },
      ["kube_apiserver_bind_address ::ffff:10.0.0.1 leaves out 127.0.0.1, where the host's own programs and pods reach the API server"],
    ],
    [
      { upstream_dns_servers: ['dns.example', '1.1.1.999', '1.1.1.1:x'] },
      [
        'upstream_dns_servers dns.example is not an IP address, with or without a port; 1.1.1.999 is not an IP address, with or without a port; 1.1.1.1:x is not an IP address, with or without a port',
      ],
    ],
    [{ upstream_dns_servers: ['1.1.1.1', '1.1.1.1:5353', '2001:db8::1', '[2001:db8::1]:53', 'tls://9.9.9.9', '/etc/resolv.conf'] }, []],
    [
      {
        upstream_dns_servers: [
          'tls://2620:fe::9',
          'fe80::1%eth0',
          '[fe80::1%eth0]:53',
          'tls://9.9.9.9%dns.quad9.net',
          'tls://9.9.9.9%dns.quad9.net:853',
        ],
      },
      [],
    ],
    [
      { upstream_dns_servers: ['ftp://2620:fe::9', 'fe80::1%', 'eth0%fe80::1', 'tls://dns.quad9.net%9.9.9.9'] },
      [
        'upstream_dns_servers ftp://2620:fe::9 is not an IP address, with or without a port; fe80::1% is not an IP address, with or without a port; eth0%fe80::1 is not an IP address, with or without a port; tls://dns.quad9.net%9.9.9.9 is not an IP address, with or without a port',
      ],
    ],
    [
      { upstream_dns_servers: { first: '1.1.1.1' }, tls_cipher_suites: 'FOO' },
      ['tls_cipher_suites must be a list', 'upstream_dns_servers must be a list'],
    ],
    [
      { node_labels: { 'a b': 'x', 'a/b/c': 'x', zone: 'east 1', 'Example.com/x': 'y' } },
      [
        'node_labels a b cannot be the key of a label; a/b/c cannot be the key of a label; east 1 cannot be the value of label zone: it takes up to 63 letters, digits, -, _ and ., a letter or digit at both ends; Example.com/x cannot be the key of a label',
      ],
    ],
    [{ node_labels: { 'example.com/zone-1': 'a_b.c', empty: '', n: 1 } }, []],
    [{ node_taints: ['a/b/c=x:NoSchedule'] }, ['node_taints a/b/c=x:NoSchedule is not a taint']],
    [{ node_taints: ['example.com/gpu=-x:NoSchedule'] }, ['node_taints example.com/gpu=-x:NoSchedule is not a taint']],
    [{ node_taints: ['example.com/gpu=true:NoSchedule', 'a:NoExecute'] }, []],
    [
      { eviction_hard: { 'memory.availabel': '300Mi', 'nodefs.available': '10 %', 'pid.available': '0', 'imagefs.available': '300MB' } },
      [
        'eviction_hard memory.availabel is nothing kubelet measures; the nearest is memory.available; nodefs.available 10 % is neither an amount such as 300Mi nor a percentage such as 10%; pid.available 0 is neither an amount such as 300Mi nor a percentage such as 10%; imagefs.available 300MB is neither an amount such as 300Mi nor a percentage such as 10%',
      ],
    ],
    [{ eviction_hard: { 'memory.available': '300Mi', 'nodefs.inodesFree': '5.5%', 'pid.available': 100, 'imagefs.available': '1e9' } }, []],
    [{ eviction_hard: { 'memory.available': '.5Gi', 'nodefs.inodesFree': '.5%', 'nodefs.available': '5.%', 'pid.available': '+5' } }, []],
    [
      { eviction_hard: { 'memory.available': '.%', 'nodefs.available': '100.5%', 'imagefs.available': '' } },
      [
        'eviction_hard memory.available .% is neither an amount such as 300Mi nor a percentage such as 10%; nodefs.available 100.5% is neither an amount such as 300Mi nor a percentage such as 10%; imagefs.available  is neither an amount such as 300Mi nor a percentage such as 10%',
      ],
    ],
    [
      { supplementary_addresses_in_ssl_keys: ['api_1', 'https://api', '10.0.0.999'] },
      [
        'supplementary_addresses_in_ssl_keys api_1 is neither a DNS name in lower case nor an IP address; https://api is neither a DNS name in lower case nor an IP address; 10.0.0.999 is neither a DNS name in lower case nor an IP address',
      ],
    ],
    [{ supplementary_addresses_in_ssl_keys: ['api.example.com', '*.example.com', '192.0.2.1', '2001:db8::1'] }, []],
    [
      { calico_ip_auto_method: 'eth0' },
      [
        'calico_ip_auto_method must be one of first-found, kubernetes-internal-ip, can-reach=HOST, interface=NAMES, skip-interface=NAMES and cidr=RANGES, and not eth0',
      ],
    ],
    [
      { calico_ip_auto_method: 'cidr=10.0.0.0/8, 10.0.0.1/33' },
      [
        'calico_ip_auto_method must be one of first-found, kubernetes-internal-ip, can-reach=HOST, interface=NAMES, skip-interface=NAMES and cidr=RANGES, and not cidr=10.0.0.0/8, 10.0.0.1/33',
      ],
    ],
    [
      { calico_ip_auto_method: 'interface=eth0 ens.*' },
      [
        'calico_ip_auto_method must be one of first-found, kubernetes-internal-ip, can-reach=HOST, interface=NAMES, skip-interface=NAMES and cidr=RANGES, and not interface=eth0 ens.*',
      ],
    ],
  ])('%o', (variables, problems) => {
    expect(sampleProblems(variables)).toEqual(problems);
  });

  it.each([
    'first-found',
    'kubernetes-internal-ip',
    'can-reach=8.8.8.8',
    'interface=eth.*,ens.*',
    'skip-interface=docker.*',
    'cidr=10.0.0.0/8,192.0.2.0/24',
    'interface=eth0, ens.*',
    'skip-interface=docker.* ,virbr.*',
    'cidr=10.0.0.0/8, 192.168.0.0/16',
    'cidr=10.0.0.11/24',
    '',
  ])('calico finds addresses by %s', (method) => {
    expect(examineSpec(sampleInput({ calico_ip_auto_method: method })).spec.calico.ipAutoMethod).toBe(method);
  });
});

describe('lists that are empty', () => {
  it.each([[{}], [''], [[]]])('may be written %o', (nothing) => {
    const { spec, problems } = examineSpec(sampleInput({ tls_cipher_suites: nothing, upstream_dns_servers: nothing }));
    expect([problems, spec.apiserver.tlsCipherSuites, spec.dns.upstreamServers]).toEqual([[], [], []]);
  });
});

describe('what daemons would do to each other', () => {
  const key = (token: string, algorithm: string) => ({
    kube_encrypt_secret_data: true,
    kube_encryption_algorithm: algorithm,
    kube_encrypt_token: token,
  });
  it.each<Case>([
    [key('short', 'secretbox'), ['kube_encrypt_token has 5 bytes, and a key of secretbox has 32']],
    [key('0123456789abcdef0123456789abcdeé', 'secretbox'), ['kube_encrypt_token has 33 bytes, and a key of secretbox has 32']],
    [key('short', 'aescbc'), ['kube_encrypt_token has 5 bytes, and a key of aescbc has 16, 24, 32']],
    [key('0123456789abcdef', 'aesgcm'), []],
    [{ ...key('short', 'secretbox'), kube_encrypt_secret_data: false }, []],
    [
      { upstream_dns_servers: ['1.1.1.1', '10.233.0.3'] },
      ['upstream_dns_servers 10.233.0.3 is the address of CoreDNS itself: questions would go round'],
    ],
    [
      { upstream_dns_servers: ['10.233.0.9:53', '169.254.25.10'], skydns_server: '10.233.0.9' },
      [
        'upstream_dns_servers 10.233.0.9:53 is the address of CoreDNS itself: questions would go round',
        'upstream_dns_servers 169.254.25.10 is nodelocaldns_ip, the address of the cache itself: questions would go round',
      ],
    ],
    [{ upstream_dns_servers: ['169.254.25.10'], enable_nodelocaldns: false }, []],
    [{ kube_apiserver_port: 2379 }, ['kube_apiserver_port 2379 is the port of etcd too, and only one of them could listen']],
    [{ kube_apiserver_port: 10250 }, ['kube_apiserver_port 10250 is the port of kubelet too, and only one of them could listen']],
    [
      { kube_apiserver_port: 9254 },
      ['kube_apiserver_port 9254 is the port of nodelocaldns_health_port too, and only one of them could listen'],
    ],
    [
      { kube_read_only_port: 10248, kubelet_bind_address: '0.0.0.0' },
      ['kube_read_only_port 10248 is the port of kubelet_healthz_port too, and only one of them could listen'],
    ],
    [
      { kube_proxy_healthz_bind_address: '10.0.0.31:10260', kubelet_healthz_bind_address: '10.0.0.31', kubelet_healthz_port: 10260 },
      ['kubelet_healthz_port 10260 is the port of kube_proxy_healthz_bind_address too, and only one of them could listen'],
    ],
    [
      { kube_proxy_healthz_bind_address: '[::]:10260', kubelet_healthz_bind_address: '10.0.0.31', kubelet_healthz_port: 10260 },
      ['kubelet_healthz_port 10260 is the port of kube_proxy_healthz_bind_address too, and only one of them could listen'],
    ],
    [
      { etcd_metrics_port: 10249 },
      ['etcd_metrics_port 10249 is the port of kube_proxy_metrics_bind_address too, and only one of them could listen'],
    ],
    // At other addresses.
    [{ kube_read_only_port: 10248 }, []],
    [{ nodelocaldns_health_port: 10248 }, []],
    [{ kube_proxy_healthz_bind_address: '127.0.0.1:10260', kubelet_healthz_bind_address: '10.0.0.31', kubelet_healthz_port: 10260 }, []],
    // Not listened on.
    [{ etcd_listen_metrics_urls: 'http://10.0.0.11:2381', etcd_metrics_port: 10250 }, []],
    // Where one of them is not, or in other packets.
    [{ loadbalancer_apiserver_port: 6443, calico_vxlan_port: 10250 }, []],
  ])('%o', (variables, problems) => {
    expect(sampleProblems(variables)).toEqual(problems);
  });
});
