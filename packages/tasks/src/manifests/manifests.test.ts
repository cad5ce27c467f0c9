import { expect, test } from 'vitest';
import { featureGatesFlag, flagWords, listFlag } from './flags.ts';
import { resourceRequirements } from './resources.ts';
import { unstorable } from './stored-form.fixture.ts';
import { yamlDocuments, yamlText } from './yaml-text.ts';

test('equal objects are equal text whatever the order of their keys', () => {
  expect(yamlText({ b: 1, a: { d: [1], c: '' } })).toBe(yamlText({ a: { c: '', d: [1] }, b: 1 }));
});

test('text that YAML 1.1 reads as something else is quoted', () => {
  expect(yamlText({ a: 'yes', b: '0777', c: '1:20', d: 'plain', e: 'off' })).toBe('a: "yes"\nb: "0777"\nc: "1:20"\nd: plain\ne: "off"\n');
});

test('shared parts are written out, long lines are not folded, documents are divided', () => {
  const shared = { x: 'word '.repeat(40).trim() };
  expect(yamlDocuments([{ a: shared, b: shared }, { c: 1 }])).toBe(`a:\n  x: ${shared.x}\nb:\n  x: ${shared.x}\n---\nc: 1\n`);
});

test('flags of the user replace all values of the same flag', () => {
  expect(flagWords({ b: ['1', '2'], a: true, c: undefined }, { b: '3' })).toEqual(['--a=true', '--b=3']);
});

test('a flag without items is left out', () => {
  expect([featureGatesFlag({}), listFlag([])]).toEqual([undefined, undefined]);
});

test('no amount, and the amount 0, ask for nothing; whole cores are written as cores', () => {
  expect(resourceRequirements({ cpuRequests: '', memoryRequests: '0' })).toEqual({});
  expect(resourceRequirements({ cpuRequests: '1000m', memoryLimit: '1Gi' })).toEqual({ requests: { cpu: '1' }, limits: { memory: '1Gi' } });
});

test('fields the server drops are found', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'A',
    metadata: { name: 'a', labels: { role: '' } },
    spec: { list: [], text: '', flag: false, replicas: 0 },
  };
  expect(unstorable(object, [])).toEqual(['.spec.list', '.spec.text', '.spec.flag']);
});
