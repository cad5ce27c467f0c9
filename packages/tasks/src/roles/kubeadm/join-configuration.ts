import { yamlText } from '../../manifests/yaml-text.ts';

export interface JoinOptions {
  /** `host:port` of any API server. */
  readonly apiServerEndpoint: string;
  /** `sha256:...` of the cluster CA's public key. */
  readonly caCertHashes: readonly string[];
  readonly nodeName: string;
  readonly criSocket: string;
  readonly discoveryTimeout: string;
  readonly tlsBootstrapTimeout: string;
  /** Where the kubelet wants the cluster CA. */
  readonly caCertPath: string;
  readonly ignorePreflightErrors: readonly string[];
}

/** The text around a secret. */
export interface TextAroundSecret {
  readonly before: string;
  readonly after: string;
}

/**
 * JoinConfiguration of a worker, around its token (`id.secret`). It has no taints: they are the business of whoever
 * manages Nodes. The CA is pinned, so that a host cannot be made to join somebody else's cluster.
 */
export function joinConfiguration(o: JoinOptions): TextAroundSecret {
  const document = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    caCertPath: o.caCertPath,
    discovery: { bootstrapToken: { apiServerEndpoint: o.apiServerEndpoint, caCertHashes: o.caCertHashes, token: mark } },
    nodeRegistration: {
      name: o.nodeName,
      criSocket: o.criSocket,
      imagePullPolicy: 'IfNotPresent',
      imagePullSerial: false,
      taints: [],
      ...(o.ignorePreflightErrors.length > 0 && { ignorePreflightErrors: o.ignorePreflightErrors }),
    },
    timeouts: { discovery: o.discoveryTimeout, tlsBootstrap: o.tlsBootstrapTimeout },
  };
  const [before = '', after = ''] = yamlText(document).split(mark);
  return { before, after };
}

const mark = 'TOKEN-GOES-HERE';
