import { yamlText } from '../manifests/yaml-text.ts';

/** Where the API of a cluster is, and who vouches for it. */
export interface ApiServer {
  readonly caPem: string;
  readonly server: string;
}

/** A kubeconfig without credentials: all that a host must know to be sure whose cluster it asks. */
export function anonymousKubeconfig({ caPem, server }: ApiServer): string {
  const cluster = { 'certificate-authority-data': Buffer.from(caPem).toString('base64'), server };
  return yamlText({ apiVersion: 'v1', kind: 'Config', clusters: [{ name: '', cluster }] });
}
