import { defineKind, KmagicError, lines, sh, type Step } from '@kmagic/core';

export interface FormationSubject {
  readonly dataDir: string;
  /** Stands inside the data directory; without it the member does not start. */
  readonly guardFile: string;
  /** Read at the next start only: the member may form a new cluster. */
  readonly formingFile: string;
  readonly owner: string;
}

export interface FormationWant {
  /** True: every member was seen, and none has data. */
  readonly fresh: boolean;
}

export interface FormationSeen {
  readonly hasData: boolean;
  readonly hasGuard: boolean;
}

/**
 * A member may start: it has data of its own, or the whole cluster is new. A member whose data is gone while others have
 * theirs is refused, since it would start a second cluster or vote with an empty memory.
 */
export const etcdFormation = defineKind<FormationSubject, FormationWant, FormationSeen>({
  name: 'etcd-formation',
  owns: ({ guardFile }) => `path:${guardFile}`,
  probe: ({ dataDir, guardFile }) => ({
    key: `etcd-formation:${guardFile}`,
    ask: sh`[ -d ${`${dataDir}/member`} ] && echo data; [ -f ${guardFile} ] && echo guard; :`,
    parse: ({ stdout }) => ({ hasData: stdout.includes('data'), hasGuard: stdout.includes('guard') }),
  }),
  diff: ({ fresh }, { hasData, hasGuard }) => {
    if (hasGuard) return [];
    if (hasData) return [{ what: 'note that the data directory belongs to this member', action: 'update' }];
    if (fresh) return [{ what: 'a new etcd cluster may be formed: no member has data', action: 'create' }];
    throw new KmagicError('refused', 'this etcd member has no data, while the cluster exists: starting it could form a second cluster', {
      hint: 'restore its data directory, or remove the member from the cluster and add it anew',
    });
  },
  steps: ({ subject: { dataDir, guardFile, formingFile, owner }, seen }): readonly Step[] => [
    {
      do: 'run',
      command: lines([
        sh`install -d -m 0700 -o ${owner} -g ${owner} ${dataDir}`,
        ...(seen.hasData ? [] : [sh`echo ETCD_INITIAL_CLUSTER_STATE=new > ${formingFile}`]),
        sh`echo 'etcd starts only beside this file' > ${guardFile}`,
      ]),
    },
  ],
});
