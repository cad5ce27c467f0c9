import { expect, test } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

test('objects are read in order, without what only the server says, and empty documents are skipped', () => {
  const text = `---
# a comment alone
---
apiVersion: v1
kind: ConfigMap
metadata: { name: a, creationTimestamp: null }
data: { on: "yes" }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: b }
spec: { group: x, preserveUnknownFields: false }
status: { conditions: [] }
`;
  expect(parseManifest(text)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { on: 'yes' } },
    { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'b' }, spec: { group: 'x' } },
  ]);
});

test.each([
  ['a text', 'hello', 'document 1 of a manifest cannot be used: it is not an object'],
  ['no kind', 'apiVersion: v1\nmetadata: { name: a }\n', 'document 1 of a manifest cannot be used: apiVersion or kind is missing'],
  [
    'no name',
    'apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: A\nmetadata: {}\n',
    'document 1 of a manifest cannot be used: metadata.name is missing',
  ],
])('%s is refused with its place', (_, text, message) => {
  expect(() => parseManifest(text)).toThrow(message);
});

test('a file cut short is refused with its place', () => {
  expect(() => parseManifest('apiVersion: v1\nkind: A\nmetadata: { name: a }\n---\nspec: {')).toThrow(
    'line 5 of a manifest cannot be used: unexpected end of the stream within a flow collection',
  );
});
