/** What one etcd host has and knows. */
export interface MemberState {
  readonly hasData: boolean;
  /** The word in the guard file: 'forming' until the member was healthy once. */
  readonly guard: 'none' | 'forming' | 'formed';
  /** Peer URLs of members the cluster lists that have never run; empty where this member does not answer. */
  readonly neverStarted: readonly string[];
}

/** How a member without data may start. */
export type Permission = 'form' | 'join' | 'no';

/** Reads lines `data`, `guard WORD` and `member ID, STATUS, NAME, PEER URLS, CLIENT URLS, LEARNER`. */
export function parseMemberState(text: string): MemberState {
  const lines = text.split('\n');
  const guard = lines.find((l) => l.startsWith('guard '))?.slice(6);
  const members = lines.filter((l) => l.startsWith('member ')).map((l) => l.slice(7).split(', '));
  return {
    hasData: lines.includes('data'),
    guard: guard === 'forming' ? 'forming' : guard === undefined ? 'none' : 'formed',
    // A member tells its client URLs to the others when it runs for the first time.
    neverStarted: members.filter((m) => (m[4] ?? '') === '').map((m) => m[3] ?? ''),
  };
}

/**
 * Whether a member without data may start: it forms the cluster with the others while none of them has been through with
 * it, and joins where a running member lists it as one that never ran. One that ran before has lost its data.
 */
export function permissionOf(all: readonly MemberState[], peerUrl: string): Permission {
  if (all.every((m) => !m.hasData || m.guard === 'forming')) return 'form';
  return all.some((m) => m.neverStarted.includes(peerUrl)) ? 'join' : 'no';
}
