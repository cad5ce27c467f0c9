import { sh, type Command } from '@kmagic/core';

/** What one etcd host has of its own. */
export interface OwnState {
  readonly hasData: boolean;
  /** The word in the guard file: 'forming' until the member was healthy once. */
  readonly guard: 'none' | 'forming' | 'formed';
}

/** What one etcd host has and knows. */
export interface MemberState extends OwnState {
  /** Peer URLs of members the cluster lists that have never run; empty where this member does not answer. */
  readonly neverStarted: readonly string[];
}

/** How a member without data may start. */
export type Permission = 'form' | 'join' | 'no';

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
export function permissionOf(all: readonly MemberState[], peerUrl: string): Permission {
  if (all.every((m) => !m.hasData || m.guard === 'forming')) return 'form';
  return all.some((m) => m.neverStarted.includes(peerUrl)) ? 'join' : 'no';
}
