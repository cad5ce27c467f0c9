import { KmagicError, Ref, type Handle, type HostView, type LateRef, type Task } from '@kmagic/core';
import type { AuthoritySpec } from '../../pki/authorities.ts';
import type { Issuer } from '../../pki/issue.ts';
import { certAuthority, type InstalledAuthority } from './cert-authority.ts';
import { chooseAuthority, fingerprintOf } from './choose.ts';
import { authorityMaterial } from './material.ts';
import { seenAuthority } from './seen-authority.ts';

/** A certificate authority or key pair all its owners share. */
export interface Authority {
  readonly spec: AuthoritySpec;
  /** The certificate (or public key) in PEM: known in a plan when any owner has it. */
  readonly cert: Ref<string>;
  /** SHA-256 in hex of the certificate. */
  readonly fingerprint: Ref<string>;
  /** The same, as it was before the run; null where no owner had one. */
  readonly before: Ref<string | null>;
  /** Made only when something is signed. */
  readonly issuer: LateRef<Issuer>;
  /** The owners' copies, by host name. */
  readonly installed: ReadonlyMap<string, Handle<InstalledAuthority>>;
}

/**
 * Declares an authority on all the hosts that own it: looks at each, settles on the one that exists (or makes one), and
 * installs it everywhere. Call it in one recipe only, and hand the result to others by `from`; the directory and the
 * files' owner must be there before.
 */
export function authority(task: Task, spec: AuthoritySpec, owners: readonly HostView[]): Authority {
  const answering = owners.filter((host) => host.reachable);
  // Where none answers, choosing is refused when its turn comes, and says so.
  const first = answering[0] ?? owners[0];
  if (first === undefined) throw new KmagicError('bug', `the ${spec.title} has no owner`);
  const { publicPath, keyPath, usedBy, owner, group, publicMode, keyMode } = spec;
  const paths = { publicPath, keyPath, usedBy };
  const seen = new Map(answering.map((host) => [host.name, task.on(host)(`Look for the ${spec.title}`, seenAuthority(paths, {}))]));
  const choice = new Ref(
    [...seen.values()].map((handle) => handle.id),
    (answers) =>
      chooseAuthority(
        spec,
        owners.map((host) => ({ host: host.name, seen: seen.get(host.name)?.get(answers) })),
      ),
  );
  const material = task.ephemeral(authorityMaterial(spec, choice));
  const publicPem = choice.map((c) => (c.use === 'existing' ? c.publicPem : null));
  const installed = new Map(
    owners.map((host) => [
      host.name,
      task.on(host)(`Install the ${spec.title}`, certAuthority(paths, { publicPem, owner, group, publicMode, keyMode }, { material })),
    ]),
  );
  const made = installed.get(first.name)!;
  const cert = new Ref([...choice.needs, made.id], (answers) => publicPem.get(answers) ?? made.get(answers).publicPem);
  return {
    spec,
    cert,
    installed,
    fingerprint: cert.map(fingerprintOf),
    before: publicPem.map((pem) => (pem === null ? null : fingerprintOf(pem))),
    issuer: material.map((m) => ({ certPem: m.publicPem, keyPem: m.keyPem })),
  };
}
