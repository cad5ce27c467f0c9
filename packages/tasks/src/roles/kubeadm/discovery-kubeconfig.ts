import type { ApiServer } from '../anonymous-kubeconfig.ts';
import { aroundSecret, secretHere, type TextAroundSecret } from './around-secret.ts';

/** How a joining host finds the API and is sure whose it is, around its token: an API server need not let in those who show nothing. */
export function discoveryKubeconfig({ caPem, server }: ApiServer): TextAroundSecret {
  const name = 'join';
  return aroundSecret({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { 'certificate-authority-data': Buffer.from(caPem).toString('base64'), server } }],
    users: [{ name, user: { token: secretHere } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
