import { defineRole, observation, type NodeId } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { certificateAuthorities } from './authorities.ts';
import { doorsOf } from './doors.ts';
import { lookAtHost, parseHostState, type HostState } from './host-state.ts';

const look = 'Look at the host';

/** One look at each host; nothing is changed there. */
export const preflight = defineRole<ClusterSpec, HostVars>({
  name: 'preflight',
  about: 'Look for what would be in the way.',
  vars: hostVars,
  recipe(task, { hosts, vars: { spec, self } }) {
    const directories = ['/var/lib', self.containerd.storageDir, ...(self.isEtcd ? [spec.etcd.dataDir] : [])];
    // A host that does not answer is a finding of its own.
    const up = new Set([...hosts('k8s_cluster'), ...hosts('etcd')].flatMap(({ name, reachable }) => (reachable ? [name] : [])));
    const doors = doorsOf(spec, self).filter(({ host }) => up.has(host));
    task(
      look,
      observation<HostState>({
        key: 'preflight',
        ask: lookAtHost({
          directories,
          addresses: self.preinstall.pingAccessIp ? [self.accessIp] : [],
          names: self.isKube && spec.loadbalancer.external ? [spec.loadbalancer.domainName] : [],
          certificates: certificateAuthorities(spec, self).map(({ publicPath }) => publicPath),
          doors: doors.map(({ address, port }) => `${address}/${port}`),
        }),
        parse: ({ stdout }) => parseHostState(stdout),
      }),
    );
  },
});

/** The node that looked at a host: its output is a HostState. */
export function preflightNode(host: string): NodeId {
  return `${preflight.name}/${look}@${host}` as NodeId;
}
