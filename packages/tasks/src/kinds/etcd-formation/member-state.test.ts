import { describe, expect, it } from 'vitest';
import type { ListedMember } from '../etcd-member/listed-members.ts';
import { permissionOf, type MemberState, type Permission, type SilentMember } from './member-state.ts';

const [url, other] = ['https://10.0.0.11:2380', 'https://10.0.0.12:2380'];
const bare: MemberState = { hasData: false, guard: 'none', listed: undefined };
const forming: MemberState = { hasData: true, guard: 'forming', listed: undefined };
const stopped: MemberState = { hasData: true, guard: 'formed', listed: undefined };
const running = (...listed: ListedMember[]): MemberState => ({ hasData: true, guard: 'formed', listed });
const member = (peerUrl: string, everRan: boolean): ListedMember => ({ peerUrls: [peerUrl], everRan });

const cases: readonly [string, readonly (MemberState | SilentMember)[], Permission][] = [
  ['forms the cluster with others that have nothing', [bare, bare, bare], 'form'],
  ['forms it with others that were killed while it was formed', [bare, forming, bare], 'form'],
  ['has lost its data where the cluster lists it as one that ran', [bare, running(member(url, true), member(other, true))], 'no'],
  ['joins where it was added and has never run', [bare, running(member(url, false), member(other, true))], 'join'],
  ['is a stranger where the cluster does not list it', [bare, running(member(other, true))], 'stranger'],
  ['may have lost its data where no member answers', [bare, stopped], 'no'],
  ['waits for a host that may have the cluster', [bare, forming, 'silent'], 'wait'],
  ['has lost its data where a host that answers has some, whatever one that is silent has', [bare, stopped, 'silent'], 'no'],
  ['joins without the word of a silent host', [bare, running(member(url, false), member(other, true)), 'silent'], 'join'],
  ['is told by those that answer', [bare, stopped, running(member(other, true))], 'stranger'],
];

describe('a member without data', () => {
  it.each(cases)('%s', (_name, all, permission) => expect(permissionOf(all, url)).toBe(permission));
});
