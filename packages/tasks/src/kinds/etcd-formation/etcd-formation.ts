import { defineKind, KmagicError, lines, sh, type Step } from '@kmagic/core';
import { lookAtMember, parseOwnState, type OwnState, type Permission } from './member-state.ts';

export interface FormationSubject {
  readonly dataDir: string;
  /** Stands inside the data directory; without it the member does not start. */
  readonly guardFile: string;
  /** Read at the next start only: the member may form a new cluster. */
  readonly formingFile: string;
  readonly owner: string;
}

export interface FormationWant {
  /** What a member without data may do; see `permissionOf`. */
  readonly permission: Permission;
}

/**
 * A member may start: it has data of its own, or it has never had any. One whose data is gone is refused, since it would
 * vote with an empty memory or start a second cluster.
 */
export const etcdFormation = defineKind<FormationSubject, FormationWant, OwnState>({
  name: 'etcd-formation',
  owns: ({ guardFile }) => `path:${guardFile}`,
  probe: ({ dataDir, guardFile }) => ({
    key: `etcd-formation:${guardFile}`,
    ask: lookAtMember({ dataDir, guardFile }),
    parse: ({ stdout }) => parseOwnState(stdout),
  }),
  diff: ({ permission }, { hasData, guard }) => {
    if (hasData) return guard === 'none' ? [{ what: 'note that the data directory belongs to this member', action: 'update' }] : [];
    if (permission === 'form')
      return guard === 'none' ? [{ what: 'a new etcd cluster may be formed: no member has data', action: 'create' }] : [];
    if (permission === 'join')
      return guard === 'none' ? [{ what: 'this member, which never ran, may join the others', action: 'create' }] : [];
    if (permission === 'stranger') {
      throw new KmagicError('refused', 'the etcd cluster runs, and this host is none of its members: an apply adds none', {
        hint: 'take it out of the group etcd; in the place of a member that was removed, add it with etcdctl member add first',
        endsRun: true,
      });
    }
    if (permission === 'wait') {
      throw new KmagicError('refused', 'this etcd member has no data, and not every etcd host answers: one of them may have the cluster', {
        hint: 'bring the hosts back that do not answer: only when all have been seen may etcd form its cluster',
      });
    }
    throw new KmagicError('refused', 'this etcd member has no data, while the cluster exists: starting it could form a second cluster', {
      hint: 'restore its data directory, or remove the member from the cluster and add it anew',
    });
  },
  steps: ({ subject: { dataDir, guardFile, formingFile, owner }, want, seen }): readonly Step[] => {
    const forms = !seen.hasData && want.permission === 'form';
    return [
      {
        do: 'run',
        command: lines([
          sh`install -d -m 0700 -o ${owner} -g ${owner} ${dataDir}`,
          ...(forms ? [sh`echo ETCD_INITIAL_CLUSTER_STATE=new > ${formingFile}`] : []),
          sh`echo ${seen.hasData ? 'formed' : 'forming'} > ${guardFile}`,
        ]),
      },
    ];
  },
});
