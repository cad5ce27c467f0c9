import { expect, test } from 'vitest';
import { encryptionText, keyMark, parseEncryption, readingRules, wantedRules } from './encryption-configuration.ts';
import { readsOfPod, withEncryption } from './encryption-in-pod.ts';

const on = { algorithm: 'secretbox', resources: ['secrets', 'configmaps'] } as const;
const rules = wantedRules(on, [])!;

test('resources with the same rules share an entry, and the key stands where it belongs', () => {
  expect(encryptionText(rules)).toMatchInlineSnapshot(`
    "apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
    - providers:
      - secretbox:
          keys:
          - name: key
            secret: KEY-GOES-HERE
      - identity: {}
      resources:
      - configmaps
      - secrets
    "
  `);
  expect(parseEncryption(encryptionText(rules))).toEqual({ rules, key: keyMark });
});

test('the text kubespray writes is understood; several keys, kms and wildcards are not', () => {
  const entry = (providers: string, resource = 'secrets'): string =>
    `resources:\n  - resources:\n    - ${resource}\n    providers:\n${providers}`;
  const own = (...keys: readonly string[]): string =>
    `    - secretbox:\n        keys:\n${keys.map((k) => `        - name: ${k}\n          secret: ${k}\n`).join('')}    - identity: {}\n`;
  expect(parseEncryption(entry(own('0123')))).toEqual({ rules: { secrets: ['secretbox', 'identity'] }, key: '0123' });
  for (const text of [
    entry(own('a', 'b')),
    entry('    - kms: { name: x }\n'),
    entry(own('a'), "'*.*'"),
    entry('    - identity: {}\n'),
    '',
    '{',
  ])
    expect(parseEncryption(text), text).toBeUndefined();
});

test('nothing is wanted where nothing was encrypted, and what was stays readable', () => {
  expect(wantedRules({ algorithm: 'secretbox', resources: [] }, [])).toBeNull();
  expect(wantedRules({ algorithm: 'secretbox', resources: [] }, [rules])).toEqual({
    configmaps: ['identity', 'secretbox'],
    secrets: ['identity', 'secretbox'],
  });
});

test('who learns to read goes on writing as before', () => {
  expect(readingRules({}, rules)).toEqual({ configmaps: ['identity', 'secretbox'], secrets: ['identity', 'secretbox'] });
  expect(readingRules({ secrets: ['aescbc', 'identity'] }, { secrets: ['secretbox', 'aescbc', 'identity'] })).toEqual({
    secrets: ['aescbc', 'identity', 'secretbox'],
  });
});

test('a manifest of any making gets the flag once and says what its API server can read', () => {
  const manifest = 'metadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - command:\n    - kube-apiserver\n    image: x\n';
  expect(readsOfPod(manifest)).toEqual([]);
  const once = withEncryption(manifest, '/e.yaml', rules);
  expect(withEncryption(once, '/e.yaml', rules)).toBe(once);
  expect(once).toMatchInlineSnapshot(`
    "metadata:
      annotations:
        kmagic.io/reads: configmaps/identity configmaps/secretbox secrets/identity secrets/secretbox
      name: kube-apiserver
    spec:
      containers:
      - command:
        - kube-apiserver
        - --encryption-provider-config=/e.yaml
        image: x
    "
  `);
  expect(readsOfPod(once)).toEqual(['configmaps/identity', 'configmaps/secretbox', 'secrets/identity', 'secrets/secretbox']);
});
