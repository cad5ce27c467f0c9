import { defineKind, KmagicError } from '@kmagic/core';
import { askKube, type Api } from '../../drivers/kube/questions.ts';
import { parseAnswer } from '../kube-objects/kube-objects.ts';

/** The pool pods get their addresses from, as far as it cannot change. */
export interface CalicoPool {
  readonly name: string;
  readonly cidr: string;
  readonly blockSize: number;
}

interface LivePool {
  readonly metadata: { readonly name: string };
  readonly spec?: Partial<CalicoPool>;
}

const pools = { apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool' };

/** Refuses to change a pool in a way calico cannot bear, or to make a second one of its addresses; it never acts. */
export const calicoPool = defineKind<null, CalicoPool, Api<readonly LivePool[]>>({
  name: 'calico-pool',
  owns: () => 'calico-pool',
  probe: () => ({ key: 'calico-pool', ask: askKube({ ask: 'list', ...pools }), parse: (out) => parseAnswer(out) }),
  diff(want, seen) {
    if (seen.api !== 'up') return [];
    const changes = changesOf(want, seen.answer);
    if (changes.length === 0) return [];
    throw new KmagicError('refused', changes.join('; '), { hint: `put the old value back: ${because}`, endsRun: true });
  },
  steps: () => [],
});

const because =
  'pods have addresses of this pool, and hosts blocks of it; calico moves pods to another pool, never a pool to other addresses';

function changesOf({ name, cidr, blockSize }: CalicoPool, live: readonly LivePool[]): readonly string[] {
  const same = live.find(({ metadata }) => metadata.name === name);
  if (same)
    return [...changed('calico_pool_cidr', same.spec?.cidr, cidr), ...changed('calico_pool_blocksize', same.spec?.blockSize, blockSize)];
  return live
    .filter(({ spec }) => spec?.cidr !== undefined && overlap(spec.cidr, cidr))
    .flatMap(({ metadata }) => changed('calico_pool_name', metadata.name, name));
}

function changed(variable: string, was: string | number | undefined, is: string | number | undefined): readonly string[] {
  return was === undefined || was === is ? [] : [`${variable} cannot change from ${was} to ${is}`];
}

/** Of two ranges that overlap one begins with the bits of the other. */
function overlap(one: string, other: string): boolean {
  return bitsOf(one).startsWith(bitsOf(other)) || bitsOf(other).startsWith(bitsOf(one));
}

/** Those its addresses share, of IPv4. */
function bitsOf(cidr: string): string {
  const [address = '', prefix] = cidr.split('/');
  const octets = address.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'));
  return octets.join('').slice(0, Number(prefix));
}
