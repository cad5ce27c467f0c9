import { expect, it } from 'vitest';
import { howFarRolled } from './rollout.ts';

const rolled = (status: object, spec: object = {}): boolean | string =>
  howFarRolled({ metadata: { name: 'x', generation: 2 }, spec, status: { observedGeneration: 2, ...status } });

const daemonSet = { desiredNumberScheduled: 3, currentNumberScheduled: 3 };
const deployment = { replicas: 2 };

it.each([
  ['its controller has not seen the change', { ...daemonSet, observedGeneration: 1, updatedNumberScheduled: 3, numberAvailable: 3 }, false],
  ['no pod is replaced yet', { ...daemonSet, numberAvailable: 3 }, '0 of 3 pods are as wanted'],
  ['a node does not get its pod', { ...daemonSet, updatedNumberScheduled: 2, numberAvailable: 2 }, '2 of 3 pods are as wanted'],
  ['the last pod is not available yet', { ...daemonSet, updatedNumberScheduled: 3, numberAvailable: 2 }, true],
  ['none is available', { ...daemonSet, updatedNumberScheduled: 3 }, 'no pod is available'],
  ['it is there everywhere', { ...daemonSet, updatedNumberScheduled: 3, numberAvailable: 3 }, true],
  ['there is no node for it', { desiredNumberScheduled: 0 }, 'no pod is available'],
])('a DaemonSet: %s', (_case, status, expected) => {
  expect(rolled(status)).toBe(expected);
});

it.each([
  ['new pods come beside the old', { replicas: 3, updatedReplicas: 1, availableReplicas: 2 }, '1 of 2 pods are as wanted'],
  ['an old pod is left', { replicas: 3, updatedReplicas: 2, availableReplicas: 3 }, '2 of 2 pods are as wanted, 1 of before is left'],
  ['none is available', { replicas: 2, updatedReplicas: 2 }, 'no pod is available'],
  ['one is available', { replicas: 2, updatedReplicas: 2, availableReplicas: 1 }, true],
])('a Deployment: %s', (_case, status, expected) => {
  expect(rolled(status, deployment)).toBe(expected);
});
