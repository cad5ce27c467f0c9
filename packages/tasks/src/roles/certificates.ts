import { MustOutlive } from '../pki/renewal.ts';
import type { ClusterSpec, SubjectAltNames } from '../spec/cluster-spec.ts';

export function allSans(sans: SubjectAltNames): readonly string[] {
  return [...sans.dns, ...sans.ip];
}

/** When a certificate of this cluster is too near its end and is issued again. */
export function mustOutlive(spec: ClusterSpec): MustOutlive {
  return new MustOutlive(spec.now, spec.certificates.renewBeforeDays);
}
