import { expect, it } from 'vitest';
import { fixedFields } from './fixed-fields.ts';

const pool = {
  apiVersion: 'crd.projectcalico.org/v1',
  kind: 'IPPool',
  metadata: { name: 'p' },
  spec: { cidr: '10.1.0.0/16', blockSize: 26, nat: true },
};
const { kind, want } = fixedFields(pool, { cidr: 'pool_cidr', blockSize: 'pool_blocks' }, 'pods use it');
const seen = (spec: object): unknown => ({ api: 'up', answer: { spec } });

it.each([
  ['no API server yet', { api: 'absent' }],
  ['no API server that answers', { api: 'down', why: 'refused' }],
  ['no such object', { api: 'up', answer: null }],
  ['the same', seen(pool.spec)],
  ['another field changed', seen({ ...pool.spec, nat: false })],
  ['a field nobody set', seen({ cidr: '10.1.0.0/16' })],
])('may go on: %s', (_name, answer) => expect(kind.diff(want, answer)).toEqual([]));

it('names what cannot change, and ends the run', () => {
  expect(() => kind.diff(want, seen({ ...pool.spec, cidr: '10.2.0.0/16', blockSize: 24 }))).toThrow(
    expect.objectContaining({
      code: 'refused',
      message: 'pool_cidr cannot change from 10.2.0.0/16 to 10.1.0.0/16; pool_blocks cannot change from 24 to 26',
      hint: 'put the old value back: pods use it',
      endsRun: true,
    }) as Error,
  );
});
