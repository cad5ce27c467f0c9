import { defineRole, observation, sh, type Handle } from '@kmagic/core';
import { parseMemberState, type MemberState } from '../../kinds/etcd-formation/member-state.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { guardFile } from './etcd-paths.ts';

/** What every etcd host has, before any of them is touched: by host name. */
export interface EtcdCluster {
  readonly members: ReadonlyMap<string, Handle<MemberState>>;
}

/** Finds out, once for all members, whether the etcd cluster exists, is being formed or is new. */
export const etcdCluster = defineRole<ClusterSpec, HostVars, EtcdCluster>({
  name: 'etcd-cluster',
  about: 'Find out whether the etcd cluster exists, is being formed, or is new.',
  vars: hostVars,
  recipe(task, { hosts, vars: { spec } }) {
    const etcdctl = `${spec.paths.binDir}/etcdctl.sh`;
    const guard = guardFile(spec);
    const ask = sh`[ -d ${`${spec.etcd.dataDir}/member`} ] && echo data
[ -r ${guard} ] && echo "guard $(cat ${guard})"
[ ! -x ${etcdctl} ] || ${etcdctl} member list --command-timeout 3s 2>/dev/null | sed 's/^/member /'
:`;
    const look = (): Parameters<typeof observation<MemberState>>[0] => ({
      key: 'etcd member',
      ask,
      parse: (out) => parseMemberState(out.stdout),
    });
    return {
      members: new Map(
        hosts('etcd').map((host) => [host.name, task.on(host)('Look at the etcd member', observation<MemberState>(look()))]),
      ),
    };
  },
});
