import { sh, type Command } from '@kmagic/core';
import type { ListedMember } from '../etcd-member/listed-members.ts';

/** What one etcd host has of its own. */
export interface OwnState {
  readonly hasData: boolean;
  /** The word in the guard file: 'forming' until the member was healthy once. */
  readonly guard: 'none' | 'forming' | 'formed';
}

/** What one etcd host has and knows. */
export interface MemberState extends OwnState {
  /** The members of its cluster; undefined where it does not answer. */
  readonly listed: readonly ListedMember[] | undefined;
}

/** What is known of an etcd host that does not answer. */
export type SilentMember = 'silent';

/**
 * How a member without data may start: 'no' for one that had some, 'stranger' for one the cluster that runs does not know,
 * 'wait' while hosts that do not answer may know more.
 */
export type Permission = 'form' | 'join' | 'no' | 'stranger' | 'wait';

/** Prints `data` where there is any, and `guard WORD`. */
export function lookAtMember({ dataDir, guardFile }: { readonly dataDir: string; readonly guardFile: string }): Command {
  return sh`[ -d ${`${dataDir}/member`} ] && echo data
if [ -r ${guardFile} ]; then read -r word < ${guardFile} || :; echo "guard $word"; fi`;
}

/** Reads what `lookAtMember` printed. */
export function parseOwnState(text: string): OwnState {
  const lines = text.split('\n');
  const guard = lines.find((l) => l.startsWith('guard '))?.slice(6);
  return { hasData: lines.includes('data'), guard: guard === 'forming' ? 'forming' : guard === undefined ? 'none' : 'formed' };
}

/**
 * Whether a member without data may start: it forms the cluster with the others while none of them has been through with
 * it, and joins where a running member lists it as one that never ran. One that ran before has lost its data.
 */
export function permissionOf(all: readonly (MemberState | SilentMember)[], peerUrl: string): Permission {
  const known = all.filter((m) => m !== 'silent');
  const mayBeNew = known.every((m) => !m.hasData || m.guard === 'forming');
  if (mayBeNew) return known.length === all.length ? 'form' : 'wait';
  const lists = known.flatMap(({ listed }) => (listed === undefined ? [] : [listed]));
  const own = lists.flat().filter((m) => m.peerUrls.includes(peerUrl));
  if (lists.length > 0 && own.length === 0) return 'stranger';
  return own.some((m) => !m.everRan) ? 'join' : 'no';
}
