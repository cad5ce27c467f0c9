import { Secret } from '@kmagic/core';
import { expect, it } from 'vitest';
import { renderKubeconfig } from './kubeconfig.ts';
import { reveal } from './reveal.ts';

it('a kubeconfig may hold a token, as text whatever it looks like', () => {
  const credentials = { token: new Secret('123456.7890123456789012') };
  const conf = renderKubeconfig({ server: 'https://10.0.0.1:6443', clusterName: 'corp', user: 'join', caPem: 'CA', credentials });
  expect(reveal(conf)).toMatchInlineSnapshot(`
    "apiVersion: v1
    clusters:
      - cluster:
          certificate-authority-data: Q0E=
          server: https://10.0.0.1:6443
        name: corp
    contexts:
      - context:
          cluster: corp
          user: join
        name: join@corp
    current-context: join@corp
    kind: Config
    users:
      - name: join
        user:
          token: "123456.7890123456789012"
    "
  `);
});
