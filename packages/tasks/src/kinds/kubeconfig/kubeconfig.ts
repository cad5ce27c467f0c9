import { defineKind, sh, type Change, type LateRef, type Resource, type Step, type Task } from '@kmagic/core';
import { issue, type Issuer, type Seed } from '../../pki/issue.ts';
import { renderKubeconfig, type Credentials } from '../../pki/kubeconfig.ts';
import { parseCertificate } from '../../pki/certificate.ts';
import type { MustOutlive } from '../../pki/renewal.ts';
import type { KubeconfigRow } from '../../pki/table.ts';
import type { Authority } from '../cert-authority/authority.ts';
import { seedFor } from '../certificate/leaf.ts';
import { leafProblems, type LeafWant } from '../certificate/leaf-problems.ts';
import { accessProblems, keyBelongs } from '../certificate/pem-files.ts';
import { kubeconfigsCommand, parseKubeconfigs, type KubeconfigSeen } from './seen-kubeconfig.ts';

export interface KubeconfigSubject {
  readonly path: string;
}

export interface KubeconfigWant {
  readonly server: string;
  readonly clusterName: string;
  readonly user: string;
  /** The kube CA's certificate in PEM. */
  readonly authority: string;
  /** The client certificate: in the file itself, or the paths of files beside it. */
  readonly client:
    | { readonly embedded: Pick<LeafWant, 'cn' | 'o'> & { readonly days: number; readonly mustOutlive: MustOutlive } }
    | { readonly certificate: string; readonly key: string };
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
}

/** What signs an embedded certificate; not needed where it stands beside. */
export interface KubeconfigLate {
  readonly issuer?: Issuer;
  readonly seed?: Seed;
}

/** A kubeconfig: its server, its CA and its client certificate are compared, its names are not. */
export const kubeconfig = defineKind<KubeconfigSubject, KubeconfigWant, KubeconfigSeen | null, KubeconfigLate>({
  name: 'kubeconfig',
  standsAlone: 'brief',
  owns: ({ path }) => `path:${path}`,
  probe: ({ path }) => ({
    key: `kubeconfig:${path}`,
    ask: kubeconfigsCommand([path]),
    parse: (out) => parseKubeconfigs(out.stdout).get(path) ?? null,
  }),
  together: {
    command: (subjects) => kubeconfigsCommand(subjects.map((s) => s.path)),
    parse: (out, subjects) => {
      const found = parseKubeconfigs(out.stdout);
      return subjects.map((s) => found.get(s.path) ?? null);
    },
  },
  diff: (want, seen) => [...contentChanges(want, seen), ...(seen ? accessProblems(seen, want).map(updated) : [])],
  steps({ subject, want, seen, late }): readonly Step[] {
    const { owner, group, mode } = want;
    if (contentChanges(want, seen).length === 0) {
      return [{ do: 'run', command: sh`chown ${`${owner}:${group}`} ${subject.path} && chmod ${mode} ${subject.path}` }];
    }
    const content = renderKubeconfig({ ...want, caPem: want.authority, credentials: credentials(want, late) });
    return [{ do: 'write', path: subject.path, content, mode, owner, group }];
  },
  fingerprint: (seen) => [seen?.summary?.server, fingerprintOf(seen?.summary?.caPem), fingerprintOf(seen?.summary?.clientPem)].join(' '),
});

/** The resource of one kubeconfig of the table, its client certificate signed by the kube CA. */
export function kubeconfigOf(
  task: Task,
  row: KubeconfigRow,
  by: { readonly authority: Authority; readonly mustOutlive: MustOutlive; readonly clusterName: string },
): Resource<void> {
  const { path, server, user, cn, o, days, owner, group, mode } = row;
  const { authority, mustOutlive, clusterName } = by;
  const late: { readonly issuer: LateRef<Issuer>; readonly seed: LateRef<Seed> } = {
    issuer: authority.issuer,
    seed: seedFor(task, row.name, authority.spec.keyAlgorithm),
  };
  return kubeconfig(
    { path },
    { server, clusterName, user, authority: authority.cert, client: { embedded: { cn, o, days, mustOutlive } }, owner, group, mode },
    late,
  );
}

function credentials(want: KubeconfigWant, late: KubeconfigLate): Credentials {
  if (!('embedded' in want.client)) return want.client;
  if (late.issuer === undefined || late.seed === undefined) throw new TypeError('a kubeconfig with its own certificate needs an issuer');
  return { issued: issue({ ...want.client.embedded, sans: [], usages: ['client'] }, late.issuer, late.seed) };
}

function contentChanges(want: KubeconfigWant, seen: KubeconfigSeen | null): readonly Change[] {
  if (seen === null) return [{ what: 'missing', action: 'create' }];
  const { summary } = seen;
  if (summary === undefined) return [updated('not a kubeconfig')];
  const changes: Change[] = [];
  if (summary.server !== want.server) changes.push({ what: 'server', action: 'update', before: summary.server, after: want.server });
  if (fingerprintOf(summary.caPem) !== fingerprintOf(want.authority)) changes.push(updated('trusts another CA'));
  return [...changes, ...clientProblems(want, seen)];
}

function clientProblems(want: KubeconfigWant, seen: KubeconfigSeen): readonly Change[] {
  const { clientPem, files } = seen.summary!;
  if (!('embedded' in want.client)) {
    const same = files?.certificate === want.client.certificate && files.key === want.client.key;
    return same ? [] : [updated(`client certificate not taken from ${want.client.certificate}`)];
  }
  if (clientPem === undefined) return [updated('client certificate missing')];
  const leaf: LeafWant = { ...want.client.embedded, sans: [], usages: ['client'], authority: want.authority };
  const problems = leafProblems(leaf, clientPem).map((change) => ({ ...change, what: `client certificate: ${change.what}` }));
  if (seen.key === undefined) return [...problems, updated('client key missing')];
  return keyBelongs(seen.key, clientPem) === 'no' ? [...problems, updated('client key does not match')] : problems;
}

function fingerprintOf(pem: string | undefined): string | undefined {
  return pem === undefined ? undefined : (parseCertificate(pem)?.fingerprint ?? pem);
}

function updated(what: string): Change {
  return { what, action: 'update' };
}
