import { KmagicError } from '@kmagic/core';
import type { SeenEncryption } from './seen-encryption.ts';

/** Which key the control planes share. */
export type KeyChoice =
  /** These hosts have it. */
  | { readonly use: 'existing'; readonly keyPrint: string; readonly keyHosts: readonly string[] }
  /** None has one, and the inventory gives it, or it is made. */
  | { readonly use: 'given' | 'new' }
  /** Nothing is encrypted, nor ever was. */
  | { readonly use: 'none' };

/** What one control plane answered; undefined where it did not. */
export interface PlaneAnswer {
  readonly host: string;
  readonly seen: SeenEncryption | undefined;
}

/** What is asked for; `givenPrint` is the SHA-256 of the inventory's key, where it has one. */
export interface KeyWish {
  readonly configPath: string;
  readonly enabled: boolean;
  readonly givenPrint: string | undefined;
}

/** The one key of a cluster: refuses two different ones, another than what is in use, and a new one where there may be one already. */
export function chooseKey({ configPath, enabled, givenPrint }: KeyWish, planes: readonly PlaneAnswer[]): KeyChoice {
  const foreign = planes.filter(({ seen }) => seen?.file.is === 'foreign').map(({ host }) => host);
  if (foreign.length > 0) {
    throw new KmagicError('refused', `${configPath} on ${foreign.join(', ')} is not understood: kmagic knows one key, and no kms`, {
      hint: 'bring it to one key with secretbox, aesgcm or aescbc, and identity, after everything is encrypted with that key',
    });
  }
  const holders = planes.flatMap(({ host, seen }) => (seen?.file.is === 'known' ? [{ host, keyPrint: seen.file.keyPrint }] : []));
  const byPrint = [...Map.groupBy(holders, ({ keyPrint }) => keyPrint)];
  if (byPrint.length > 1) {
    const found = byPrint.map(([print, at]) => `${at.map(({ host }) => host).join(', ')} has ${print.slice(0, 16)}`);
    throw new KmagicError(
      'refused',
      `the control planes do not agree on the key Secrets are encrypted with: ${found.join('; ')} (sha256)`,
      {
        hint: `find out which one the cluster's Secrets can be read with, and copy ${configPath} of that host to the others`,
      },
    );
  }
  const [held] = byPrint;
  if (held !== undefined) {
    const [keyPrint, at] = held;
    const keyHosts = at.map(({ host }) => host);
    if (enabled && givenPrint !== undefined && givenPrint !== keyPrint) {
      throw new KmagicError('refused', `kube_encrypt_token is not the key ${keyHosts.join(', ')} encrypt Secrets with`, {
        hint: 'take kube_encrypt_token out of the inventory: the control planes keep their key; changing it is not built yet',
      });
    }
    return { use: 'existing', keyPrint, keyHosts };
  }
  if (!enabled) return { use: 'none' };
  if (givenPrint !== undefined) return { use: 'given' };
  const losers = planes.filter(({ seen }) => seen?.inUse).map(({ host }) => host);
  if (losers.length > 0) {
    throw new KmagicError('refused', `the API server of ${losers.join(', ')} encrypts Secrets, and no control plane has the key any more`, {
      hint: `put ${configPath} back from a backup; a new key could not read what is stored`,
    });
  }
  const silent = planes.filter(({ seen }) => seen === undefined).map(({ host }) => host);
  if (silent.length > 0) {
    throw new KmagicError('refused', `a key for Secrets would be made, and ${silent.join(', ')} did not answer: it may have one`, {
      hint: `bring ${silent.join(', ')} back, or take it out of the inventory if it is gone for good`,
    });
  }
  return { use: 'new' };
}
