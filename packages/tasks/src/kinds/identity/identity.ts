import { defineKind, KmagicError, sh } from '@kmagic/core';
import { nodeRangesOf, problemsOf, type Identity } from './identity-problems.ts';

/** The files that say what a host was set up as. */
export interface IdentityPaths {
  /** Where static pods are read from. */
  readonly manifestDir: string;
  /** Where the kubelet keeps its configuration. */
  readonly configDir: string;
  /** What an etcd member is started with. */
  readonly etcdEnv: string;
}

/** What a host was set up as, by its own files; it never acts: where the host would have to become another, the run ends. */
export const identity = defineKind<IdentityPaths, Identity, Identity>({
  name: 'identity',
  owns: () => 'identity',
  probe: ({ manifestDir, configDir, etcdEnv }) => {
    const read = ['kube-apiserver.yaml', 'kube-controller-manager.yaml', 'nginx-proxy.yml'].map((name) => `${manifestDir}/${name}`);
    const paths = [...read, `${configDir}/kubelet.env`, `${configDir}/kubelet-config.yaml`, etcdEnv];
    return {
      key: `identity:${manifestDir}:${configDir}`,
      ask: sh`grep -shoE -e ${telling} -- ${paths}; :`,
      parse: ({ stdout }) => parseIdentity(stdout),
    };
  },
  diff(want, seen) {
    const problems = problemsOf(want, seen);
    if (problems.length === 0) return [];
    const hints = [...new Set(problems.map(({ hint }) => hint))];
    throw new KmagicError('refused', problems.map(({ what }) => what).join('; '), { hint: hints.join('; '), endsRun: true });
  },
  steps: () => [],
});

const flags = [
  'service-cluster-ip-range',
  'secure-port',
  'cluster-cidr',
  'cluster-name',
  'allocate-node-cidrs',
  'node-cidr-mask-size-ipv4',
  'hostname-override',
];
const telling = [
  `--(${flags.join('|')})=[^"' ]+`,
  'image: .*/kube-apiserver:.*',
  'name: nginx-proxy',
  '^clusterDomain: .*',
  '^ETCD_(DATA_DIR|INITIAL_ADVERTISE_PEER_URLS)=.*',
].join('|');

/** Reads the lines the probe found; what no line says is undefined. */
function parseIdentity(text: string): Identity {
  const said = (before: RegExp): string | undefined => {
    const line = text.split('\n').find((each) => before.test(each));
    return line
      ?.replace(before, '')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
  };
  const nodeRanges = (): string | undefined => {
    const allocated = said(/^--allocate-node-cidrs=/);
    return allocated === undefined ? undefined : nodeRangesOf(allocated === 'true' ? said(/^--node-cidr-mask-size-ipv4=/) : undefined);
  };
  const kubeVersion = said(/^image: .*\/kube-apiserver:v?/);
  const servicesCidr = said(/^--service-cluster-ip-range=/);
  const nodeName = said(/^--hostname-override=/);
  const dnsDomain = said(/^clusterDomain: /);
  const dataDir = said(/^ETCD_DATA_DIR=/);
  return {
    ...(servicesCidr !== undefined && {
      controlPlane: {
        servicesCidr,
        kubeVersion,
        port: said(/^--secure-port=/),
        podsCidr: said(/^--cluster-cidr=/),
        clusterName: said(/^--cluster-name=/),
        nodeRanges: nodeRanges(),
      },
    }),
    ...((nodeName ?? dnsDomain) !== undefined && {
      node: { nodeName, dnsDomain, runsLocalProxy: /^name: nginx-proxy$/m.test(text) },
    }),
    ...(dataDir !== undefined && { member: { dataDir, peerUrl: said(/^ETCD_INITIAL_ADVERTISE_PEER_URLS=/) } }),
  };
}
