import type { AuthoritySpec } from '../../pki/authorities.ts';
import { daysLeft } from '../../pki/renewal.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { authoritiesOf } from '../certificates.ts';
import type { Finding } from './finding.ts';
import type { HostState } from './host-state.ts';

/** Long enough to plan for: all that an authority has signed ends with it. */
const leastDays = 365;

/** The certificate authorities a host owns. */
export function certificateAuthorities(spec: ClusterSpec, host: HostSpec): readonly AuthoritySpec[] {
  const { kube, frontProxy, etcd } = authoritiesOf(spec);
  return [...(host.isControlPlane ? [kube, frontProxy] : []), ...(host.isEtcd ? [etcd] : [])];
}

/** Authorities near their end. Certificates are issued again by an apply; authorities are not. */
export function authorities(spec: ClusterSpec, host: HostSpec, { certificates }: HostState): readonly Finding[] {
  return certificateAuthorities(spec, host).flatMap(({ title, publicPath, keyPath }): Finding[] => {
    const ends = certificates.find(({ path }) => path === publicPath)?.notAfter;
    if (ends === undefined) return [];
    const days = daysLeft(ends, spec.now);
    if (days >= leastDays) return [];
    const on = ends.toISOString().slice(0, 10);
    return [
      {
        severity: days < 0 ? 'error' : 'warning',
        hosts: [host.name],
        what:
          days < 0
            ? `owns the ${title}, which ended on ${on}`
            : `owns the ${title}, which ends on ${on}, in ${days} ${days === 1 ? 'day' : 'days'}`,
        why: 'all it has signed ends with it, and kmagic does not issue authorities again yet',
        hint: `issue ${publicPath} again for the same key (${keyPath}) and name, and put it on every host that has it`,
      },
    ];
  });
}
