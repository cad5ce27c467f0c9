import { expect, it } from 'vitest';
import { calicoPool } from './calico-pool.ts';

const pool = { name: 'p', cidr: '10.1.0.0/16', blockSize: 26 };
const { kind, want } = calicoPool(null, pool);
const there = (name: string, spec: object): unknown => ({ metadata: { name }, spec });
const seen = (...answer: readonly unknown[]): unknown => ({ api: 'up', answer });

it.each([
  ['no API server yet', { api: 'absent' }],
  ['no API server that answers', { api: 'down', why: 'refused' }],
  ['no pool', seen()],
  ['the same', seen(there('p', { cidr: '10.1.0.0/16', blockSize: 26, natOutgoing: false }))],
  ['a field nobody set', seen(there('p', { cidr: '10.1.0.0/16' }))],
  ['a pool of other addresses', seen(there('q', { cidr: '10.2.0.0/16', blockSize: 26 }))],
  ['a pool without addresses', seen(there('q', {}))],
  ['a pool of IPv6', seen(there('q', { cidr: 'fd00::/48', blockSize: 122 }))],
  ['one somebody made within it', seen(there('p', { cidr: '10.1.0.0/16', blockSize: 26 }), there('q', { cidr: '10.1.128.0/17' }))],
])('may go on: %s', (_name, answer) => expect(kind.diff(want, answer)).toEqual([]));

it.each([
  [
    'its addresses and blocks',
    seen(there('p', { cidr: '10.2.0.0/16', blockSize: 24 })),
    'calico_pool_cidr cannot change from 10.2.0.0/16 to 10.1.0.0/16; calico_pool_blocksize cannot change from 24 to 26',
  ],
  ['its name, with a smaller range', seen(there('q', { cidr: '10.0.0.0/8', blockSize: 24 })), 'calico_pool_name cannot change from q to p'],
  ['its name, with a larger range', seen(there('q', { cidr: '10.1.0.0/17', blockSize: 24 })), 'calico_pool_name cannot change from q to p'],
])('names what cannot change, and ends the run: %s', (_name, answer, message) => {
  expect(() => kind.diff(want, answer)).toThrow(
    expect.objectContaining({
      code: 'refused',
      message,
      hint: 'put the old value back: pods have addresses of this pool, and hosts blocks of it; calico moves pods to another pool, never a pool to other addresses',
      endsRun: true,
    }) as Error,
  );
});
