import { yamlText } from '../../manifests/yaml-text.ts';

export interface KubeletKubeconfig {
  /** Certificate of the kubernetes CA in PEM. */
  readonly ca: string;
  readonly server: string;
  readonly clusterName: string;
  readonly nodeName: string;
  /** The file with the client certificate and its key, which the kubelet rotates. */
  readonly pem: string;
}

/** kubelet.conf as kubeadm leaves it on a control plane: it names the certificate's file, and holds no key. */
export function kubeletKubeconfig({ ca, server, clusterName, nodeName, pem }: KubeletKubeconfig): string {
  const user = `system:node:${nodeName}`;
  const context = `${user}@${clusterName}`;
  return yamlText({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: clusterName, cluster: { 'certificate-authority-data': Buffer.from(ca).toString('base64'), server } }],
    users: [{ name: user, user: { 'client-certificate': pem, 'client-key': pem } }],
    contexts: [{ name: context, context: { cluster: clusterName, user } }],
    'current-context': context,
  });
}
