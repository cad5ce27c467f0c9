import { expect, it } from 'vitest';
import type { LiveObject } from './kube-api.ts';
import { haveNetwork, isReadyWithNetwork } from './node-network.ts';

interface NodeLike {
  readonly ready: 'True' | 'False' | 'Unknown' | undefined;
  readonly unavailable?: 'True' | 'False';
  /** Seconds from its coming to its last heartbeat. */
  readonly age?: number;
}

function node({ ready, unavailable, age = 10 }: NodeLike): LiveObject {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
  const conditions = [
    ...(ready ? [{ type: 'Ready', status: ready, lastHeartbeatTime: at(age) }] : []),
    ...(unavailable ? [{ type: 'NetworkUnavailable', status: unavailable }] : []),
  ];
  return { metadata: { name: 'n', creationTimestamp: at(0) }, status: { conditions } };
}

const up: NodeLike = { ready: 'True', unavailable: 'False' };
const coming: NodeLike = { ready: 'True' };

const cases: readonly (readonly [title: string, nodes: readonly NodeLike[], may: boolean])[] = [
  ['no node at all', [], false],
  ['the only node is up', [up], true],
  ['none has said that its network is up', [coming, coming], false],
  ['all are up', [up, up, up], true],
  ['one is Ready and about to get its network', [up, up, coming], false],
  ['one has come just now and is not Ready yet', [up, up, { ready: 'False' }], false],
  ['one has been without a network for long', [up, up, { ready: 'True', age: 90 }], true],
  ['one has lost its network, and is there for long', [up, up, { ready: 'True', unavailable: 'True', age: 9000 }], true],
  ['one is dead', [up, up, { ready: 'Unknown' }], true],
  ['all have been without a network for long', [{ ready: 'False', age: 90 }], false],
  ['the other of two is dead', [up, { ready: 'Unknown' }], true],
  ['nobody has said anything of a node yet', [up, up, { ready: undefined }], true],
];

for (const [title, nodes, may] of cases) {
  it(`${title}: pods ${may ? 'may come' : 'wait'}`, () => expect(haveNetwork(nodes.map(node))).toBe(may));
}

it.each<NodeLike & { readonly so: boolean }>([
  { ...up, so: true },
  { ...coming, so: false },
  { ready: 'False', unavailable: 'False', so: false },
  { ready: 'True', unavailable: 'True', age: 9000, so: true },
])('a node of $age s, Ready $ready, without a network $unavailable, is Ready with one: $so', ({ so, ...like }) => {
  expect(isReadyWithNetwork(node(like))).toBe(so);
});
