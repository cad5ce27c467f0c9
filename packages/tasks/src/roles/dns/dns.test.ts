import { expect, test } from 'vitest';
import { unstorable } from '../../manifests/stored-form.fixture.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { corednsCorefile, type CorednsCorefileOptions } from './coredns-corefile.ts';
import { corednsObjects, corednsReplicas, type CorednsOptions } from './coredns-objects.ts';
import { userLines } from './corefile-text.ts';
import { nodelocaldnsCorefile } from './nodelocaldns-corefile.ts';
import { nodelocaldnsObjects } from './nodelocaldns-objects.ts';

const corefile: CorednsCorefileOptions = {
  dnsDomain: 'cluster.local',
  kubernetesExtraDomains: '',
  kubernetesExtraOptions: [],
  reverseLookups: true,
  endpointPodNames: false,
  upstreamServers: [],
  forwardExtraOptions: {},
  externalZones: [],
  rewriteBlock: '',
  errorsBlock: '',
  cacheBlock: 'cache 30\n',
  etcHosts: '',
};

const coredns: CorednsOptions = {
  image: 'registry.k8s.io/coredns/coredns:v1.14.2',
  imagePullPolicy: 'IfNotPresent',
  serviceIp: '10.233.0.3',
  replicas: 2,
  corefile: corednsCorefile(corefile),
  etcHosts: '',
  resources: { cpuRequests: '100m', memoryRequests: '70Mi', memoryLimit: '300Mi', cpuLimit: '' },
  maxUnavailable: '30%',
};

const zone = {
  zones: ['example.com', 'corp.example:5353'],
  nameservers: ['1.1.1.1', '2.2.2.2'],
  cache: 5,
  rewrite: ['name a.example.com b.example.com'],
};

const local = {
  ip: '169.254.25.10',
  healthPort: 9254,
  metricsPort: 9253,
  metricsAddress: 'all',
  dnsDomain: 'cluster.local',
  dnsServiceIp: '10.233.0.3',
  upstreamServers: [],
  externalZones: [],
} as const;

test('the default Corefile', () => {
  expect(corednsCorefile(corefile)).toMatchInlineSnapshot(`
    ".:53 {
        errors
        health {
            lameduck 5s
        }
        ready
        kubernetes cluster.local in-addr.arpa ip6.arpa {
            pods insecure
            fallthrough in-addr.arpa ip6.arpa
        }
        prometheus :9153
        forward . /etc/resolv.conf {
            prefer_udp
            max_concurrent 1000
        }
        cache 30
        loop
        reload
        loadbalance
    }
    "
  `);
});

test('upstream servers, external zones, rewrites and hosts find their places', () => {
  const text = corednsCorefile({
    ...corefile,
    upstreamServers: ['8.8.8.8', '1.1.1.1'],
    forwardExtraOptions: { policy: 'sequential' },
    externalZones: [zone],
    rewriteBlock: '  rewrite stop {\n    name regex x y\n  }\n',
    etcHosts: '10.0.0.1 a\n',
  });
  expect(text).toMatchInlineSnapshot(`
    "example.com:53 corp.example:5353 {
        log
        errors
        rewrite name a.example.com b.example.com
        forward . 1.1.1.1 2.2.2.2
        loadbalance
        cache 5
        reload
    }
    .:53 {
        errors
        health {
            lameduck 5s
        }
        rewrite stop {
          name regex x y
        }
        ready
        kubernetes cluster.local in-addr.arpa ip6.arpa {
            pods insecure
            fallthrough in-addr.arpa ip6.arpa
        }
        prometheus :9153
        forward . 8.8.8.8 1.1.1.1 {
            prefer_udp
            max_concurrent 1000
            policy sequential
        }
        cache 30
        loop
        reload
        loadbalance
        hosts /etc/coredns/hosts {
            fallthrough
        }
    }
    "
  `);
});

test('a Corefile without reverse lookups answers for no addresses', () => {
  expect(corednsCorefile({ ...corefile, reverseLookups: false, endpointPodNames: true })).not.toMatch(/arpa/);
});

test('text of users keeps its own indentation and loses the common one', () => {
  expect(userLines('\n    a {\n      b\n    }\n\n')).toEqual(['a {', '  b', '}']);
  expect(userLines('  \n')).toEqual([]);
});

test('the cache of a node asks CoreDNS by TCP for the cluster and upstream for the rest', () => {
  expect(nodelocaldnsCorefile(local)).toMatchInlineSnapshot(`
    "cluster.local:53 {
        errors
        cache {
            success 9984 30
            denial 9984 5
        }
        reload
        loop
        bind 169.254.25.10
        forward . 10.233.0.3 {
            force_tcp
        }
        prometheus :9253
        health 169.254.25.10:9254
    }
    in-addr.arpa:53 {
        errors
        cache 30
        reload
        loop
        bind 169.254.25.10
        forward . 10.233.0.3 {
            force_tcp
        }
        prometheus :9253
    }
    ip6.arpa:53 {
        errors
        cache 30
        reload
        loop
        bind 169.254.25.10
        forward . 10.233.0.3 {
            force_tcp
        }
        prometheus :9253
    }
    .:53 {
        errors
        cache 30
        reload
        loop
        bind 169.254.25.10
        forward . /etc/resolv.conf
        prometheus :9253
    }
    "
  `);
  expect(nodelocaldnsCorefile({ ...local, metricsAddress: 'host' })).toContain('prometheus {$MY_HOST_IP}:9253');
});

test('the service has the fixed address and the selector of the pods', () => {
  expect(yamlText(corednsObjects(coredns).base.at(-1) ?? {})).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: Service
    metadata:
      annotations:
        prometheus.io/port: "9153"
        prometheus.io/scrape: "true"
      labels:
        k8s-app: kube-dns
        kubernetes.io/name: coredns
      name: coredns
      namespace: kube-system
    spec:
      clusterIP: 10.233.0.3
      ports:
      - name: dns
        port: 53
        protocol: UDP
        targetPort: 53
      - name: dns-tcp
        port: 53
        protocol: TCP
        targetPort: 53
      - name: metrics
        port: 9153
        protocol: TCP
        targetPort: 9153
      selector:
        k8s-app: kube-dns
    "
  `);
});

test('there is a disruption budget unless it is declined', () => {
  const kinds = (maxUnavailable: string | undefined): readonly string[] =>
    corednsObjects({ ...coredns, maxUnavailable }).base.map((o) => o.kind);
  expect(kinds('30%')).toContain('PodDisruptionBudget');
  expect(kinds(undefined)).not.toContain('PodDisruptionBudget');
  expect(corednsObjects({ ...coredns, maxUnavailable: undefined }).unwanted).toMatchObject([
    { kind: 'PodDisruptionBudget', metadata: { namespace: 'kube-system', name: 'coredns' } },
  ]);
  expect(corednsObjects({ ...coredns, maxUnavailable: '1' }).unwanted).toEqual([]);
  expect(corednsObjects({ ...coredns, maxUnavailable: '1' }).base.find((o) => o.kind === 'PodDisruptionBudget')).toMatchObject({
    spec: { maxUnavailable: 1 },
  });
});

test('a changed Corefile makes CoreDNS roll', () => {
  const deployment = (text: string): string => yamlText({ ...corednsObjects({ ...coredns, corefile: text }).workload });
  expect(deployment('a')).not.toBe(deployment('b'));
});

test('replicas are at most one a host and at least one', () => {
  expect([corednsReplicas(2, 1), corednsReplicas(2, 5), corednsReplicas(2, 0)]).toEqual([1, 2, 1]);
});

test('the server stores every field as it is written', () => {
  const cache = nodelocaldnsObjects({
    ...local,
    image: 'i',
    imagePullPolicy: 'IfNotPresent',
    corefile: nodelocaldnsCorefile(local),
    resources: { cpuRequests: '100m', memoryRequests: '70Mi', memoryLimit: '200Mi' },
  });
  const { base, workload } = corednsObjects(coredns);
  expect([...base, workload, ...cache].flatMap((o) => unstorable(o, []))).toEqual([]);
});
