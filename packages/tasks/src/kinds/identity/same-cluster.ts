import { batched, defineKind, KmagicError } from '@kmagic/core';
import { parsePemFiles, pemFiles } from '../certificate/pem-files.ts';
import { fingerprintOf } from '../cert-authority/choose.ts';

export interface SameClusterSubject {
  /** The certificate of the Kubernetes CA, as a host without an API server has it. */
  readonly caPath: string;
}

export interface SameClusterWant {
  /** SHA-256 of the CA the control planes have; null where they have none yet. */
  readonly fingerprint: string | null;
}

/** Of no cluster, or of this one; it never acts: a host of another cluster ends the run. */
export const sameCluster = defineKind<SameClusterSubject, SameClusterWant, { readonly fingerprint?: string }>({
  name: 'same-cluster',
  owns: () => 'cluster',
  ...batched<SameClusterSubject, { readonly fingerprint?: string }>({
    key: ({ caPath }) => `same-cluster:${caPath}`,
    reads: [{ source: pemFiles, things: ({ caPath }) => [caPath] }],
    parse: ({ stdout }, subjects) => {
      const files = parsePemFiles(stdout);
      return subjects.map(({ caPath }) => {
        const [pem] = files.get(caPath)?.blocks ?? [];
        return pem === undefined ? {} : { fingerprint: fingerprintOf(pem) };
      });
    },
  }),
  diff(want, seen) {
    if (seen.fingerprint === undefined || seen.fingerprint === want.fingerprint) return [];
    const [there, here] = [want.fingerprint?.slice(0, 16) ?? 'none', seen.fingerprint.slice(0, 16)];
    throw new KmagicError(
      'refused',
      `belongs to another cluster: its Kubernetes CA is ${here}, that of the control planes ${there} (sha256)`,
      {
        hint: 'look whether the address is right; kmagic reset --limit takes a host that is to change clusters out of its old one',
        endsRun: true,
      },
    );
  },
  steps: () => [],
});
