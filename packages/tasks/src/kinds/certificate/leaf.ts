import type { LateRef, Resource, Task } from '@kmagic/core';
import { newSeed, type Seed } from '../../pki/issue.ts';
import type { KeyAlgorithm } from '../../pki/key-pair.ts';
import type { MustOutlive } from '../../pki/renewal.ts';
import type { CertificateRow } from '../../pki/table.ts';
import type { Authority } from '../cert-authority/authority.ts';
import { certificate } from './certificate.ts';

/** The resource of one row of the certificate table, signed by its authority when it must be made. */
export function leaf(
  task: Task,
  row: CertificateRow,
  by: { readonly authority: Authority; readonly mustOutlive: MustOutlive },
): Resource<void> {
  const { certPath, keyPath, cn, o, sans, usages, days, owner, group, certMode, keyMode } = row;
  return certificate(
    { certPath, keyPath },
    { cn, o, sans, usages, days, owner, group, certMode, keyMode, authority: by.authority.cert, mustOutlive: by.mustOutlive },
    { issuer: by.authority.issuer, seed: seedFor(task, row.name, by.authority.spec.keyAlgorithm) },
  );
}

/** A new key and serial number, made only when the node that asks for it acts. */
export function seedFor(task: Task, name: string, key: KeyAlgorithm): LateRef<Seed> {
  return task.ephemeral({ name: `a key for ${name}`, needs: [], make: ({ now }) => newSeed(now, key) });
}
