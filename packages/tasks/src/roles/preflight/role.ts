import { defineRole, observation, type NodeId } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { lookAtHost, parseHostState, type HostState } from './host-state.ts';

const look = 'Look at the host';

/** One look at each host; nothing is changed there. */
export const preflight = defineRole<ClusterSpec, HostVars>({
  name: 'preflight',
  about: 'Look for what would be in the way.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const directories = ['/var/lib', self.containerd.storageDir, ...(self.isEtcd ? [spec.etcd.dataDir] : [])];
    task(
      look,
      observation<HostState>({
        key: 'preflight',
        ask: lookAtHost(directories, self.preinstall.pingAccessIp ? [self.accessIp] : []),
        parse: ({ stdout }) => parseHostState(stdout),
      }),
    );
  },
});

/** The node that looked at a host: its output is a HostState. */
export function preflightNode(host: string): NodeId {
  return `${preflight.name}/${look}@${host}` as NodeId;
}
