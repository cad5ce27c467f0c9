import { createHash } from 'node:crypto';
import { KmagicError } from '@kmagic/core';
import { parseCertificate } from '../../pki/certificate.ts';
import type { AuthoritySpec } from '../../pki/authorities.ts';
import type { SeenAuthority } from './seen-authority.ts';

/** What the owners of an authority agree on. */
export type Choice =
  /** It exists; `keyHosts` have its private key. */
  | { readonly use: 'existing'; readonly publicPem: string; readonly keyHosts: readonly string[] }
  /** Only its private key exists (a run ended between key and certificate): the public part is made anew for it. */
  | { readonly use: 'key'; readonly keyHosts: readonly string[] }
  | { readonly use: 'new' };

/** What one owner has; undefined where it did not answer. */
export interface OwnerAnswer {
  readonly host: string;
  readonly seen: SeenAuthority | undefined;
}

/** Which authority its owners shall share; refuses two different ones, and a new one where there was one, or may be. */
export function chooseAuthority(spec: AuthoritySpec, owners: readonly OwnerAnswer[]): Choice {
  const byFingerprint = Map.groupBy(
    owners.filter((o) => o.seen?.publicPem !== undefined),
    (o) => fingerprintOf(o.seen!.publicPem!),
  );
  if (byFingerprint.size > 1)
    throw twoDifferent(
      spec,
      [...byFingerprint].map(([print, at]) => `${hostList(at)} has ${print.slice(0, 16)}`),
    );
  const holders = [...byFingerprint.values()][0];
  if (holders !== undefined) {
    return {
      use: 'existing',
      publicPem: holders[0]!.seen!.publicPem!,
      keyHosts: hostsOf(holders.filter((o) => o.seen?.key === 'belongs')),
    };
  }
  const silent = owners.filter((o) => o.seen === undefined);
  if (silent.length > 0) throw mayHaveIt(spec, silent);
  const keys = Map.groupBy(
    owners.filter((o) => o.seen?.key === 'alone'),
    (o) => o.seen!.keyTrace!,
  );
  if (keys.size > 1)
    throw twoDifferent(
      spec,
      [...keys.values()].map((at) => `${hostList(at)} has a key without its public part`),
    );
  const alone = [...keys.values()][0];
  if (alone !== undefined) return { use: 'key', keyHosts: hostsOf(alone) };
  const users = owners.filter((o) => o.seen?.wasUsed === true);
  if (users.length > 0) throw isMissing(spec, users);
  return { use: 'new' };
}

/** SHA-256 in hex of a certificate (DER), or of the text of a public key. */
export function fingerprintOf(publicPem: string): string {
  return parseCertificate(publicPem)?.fingerprint ?? createHash('sha256').update(publicPem.replaceAll(/\s/g, '')).digest('hex');
}

function hostsOf(owners: readonly OwnerAnswer[]): readonly string[] {
  return owners.map((o) => o.host);
}

function hostList(owners: readonly OwnerAnswer[]): string {
  return hostsOf(owners).join(', ');
}

function twoDifferent(spec: AuthoritySpec, found: readonly string[]): KmagicError {
  return new KmagicError('refused', `the hosts do not agree on the ${spec.title}: ${found.join('; ')} (sha256)`, {
    hint: `find out which one the cluster uses, and move ${spec.publicPath} and ${spec.keyPath} away on the hosts that have the other`,
  });
}

function isMissing({ title, publicPath, keyPath, usedBy }: AuthoritySpec, users: readonly OwnerAnswer[]): KmagicError {
  return new KmagicError(
    'refused',
    `the ${title} is not at ${publicPath}, but ${hostList(users)} ${users.length === 1 ? 'was' : 'were'} set up with one (${usedBy} is there)`,
    {
      hint: `a new one would part the cluster from itself: put it back with its key (${keyPath}), or name the directory where both stand; kmagic reset takes a cluster away, to begin anew`,
    },
  );
}

function mayHaveIt(spec: AuthoritySpec, silent: readonly OwnerAnswer[]): KmagicError {
  return new KmagicError(
    'refused',
    `no host that answers has the ${spec.title}, and ${hostList(silent)} did not answer: a new one could be a second one`,
    {
      hint: `bring ${hostList(silent)} back, or take it out of the inventory if it is gone for good`,
    },
  );
}
