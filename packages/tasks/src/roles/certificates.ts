import { etcdAuthority, kubeAuthorities, type AuthoritySpec } from '../pki/authorities.ts';
import { MustOutlive } from '../pki/renewal.ts';
import type { ClusterSpec, SubjectAltNames } from '../spec/cluster-spec.ts';

/** The authorities of a cluster, and where they stand on the hosts that own them. */
export function authoritiesOf({
  certificates: c,
  paths,
  etcd,
}: ClusterSpec): Readonly<Record<'kube' | 'frontProxy' | 'serviceAccounts' | 'etcd', AuthoritySpec>> {
  return {
    ...kubeAuthorities(paths, { days: Math.floor(c.kubeCaValidityHours / 24), keyAlgorithm: c.kubeKeyAlgorithm }),
    etcd: etcdAuthority(etcd, { days: c.etcdValidityDays, keyAlgorithm: `RSA-${c.keySize}` }),
  };
}

export function allSans(sans: SubjectAltNames): readonly string[] {
  return [...sans.dns, ...sans.ip];
}

/** When a certificate of this cluster is too near its end and is issued again. */
export function mustOutlive(spec: ClusterSpec): MustOutlive {
  return new MustOutlive(spec.now, spec.certificates.renewBeforeDays);
}
