import { yamlText } from '../../manifests/yaml-text.ts';

export interface JoinOptions {
  /** A kubeconfig that says where the API is and holds the cluster's CA. */
  readonly discoveryFile: string;
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
 * manages Nodes. The API is found by a file, which pins the CA, so that a host cannot be made to join somebody else's cluster:
 * with a token kubeadm would wait, five seconds at a time, until the controller manager has signed cluster-info for it.
 */
export function joinConfiguration(o: JoinOptions): TextAroundSecret {
  const document = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    caCertPath: o.caCertPath,
    discovery: { file: { kubeConfigPath: o.discoveryFile }, tlsBootstrapToken: mark },
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
