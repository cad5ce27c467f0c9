import { defineRole, observation, Ref } from '@kmagic/core';
import {
  lookAtMember,
  parseOwnState,
  type MemberState,
  type OwnState,
  type SilentMember,
} from '../../kinds/etcd-formation/member-state.ts';
import { listedMembers } from '../../kinds/etcd-member/listed-members.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { guardFile } from './etcd-paths.ts';

/** What every etcd host has, before any of them is touched. */
export interface EtcdCluster {
  readonly members: readonly Ref<MemberState | SilentMember>[];
}

/** Finds out, once for all members, whether the etcd cluster exists, is being formed or is new. */
export const etcdCluster = defineRole<ClusterSpec, HostVars, EtcdCluster>({
  name: 'etcd-cluster',
  about: 'Find out whether the etcd cluster exists, is being formed, or is new.',
  vars: hostVars,
  recipe(task, { hosts, vars: { spec } }) {
    const look = lookAtMember({ dataDir: spec.etcd.dataDir, guardFile: guardFile(spec) });
    const own = (): Parameters<typeof observation<OwnState>>[0] => ({
      key: 'etcd member',
      ask: look,
      parse: (out) => parseOwnState(out.stdout),
    });
    const members = hosts('etcd').map((host): Ref<MemberState | SilentMember> => {
      // A host that is down must not hold up members that have their data.
      if (!host.reachable) return Ref.known('silent');
      const state = task.on(host)('Look at the etcd member', observation<OwnState>(own()));
      const listed = task.on(host)(
        'Ask the etcd member for its cluster',
        listedMembers({ host: host.name, certDir: spec.etcd.certDir, address: spec.host(host.name).ip }),
      );
      return new Ref([...state.needs, ...listed.needs], (answers) => ({ ...state.get(answers), listed: listed.get(answers) }));
    });
    return { members };
  },
});
