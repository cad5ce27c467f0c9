import { defineRole, type Handle } from '@kmagic/core';
import { encryptionReadable } from '../../kinds/encryption/encryption-readable.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { pki } from '../pki/role.ts';
import { apiserverPodOf, staticPodsServe, staticPodsTrouble } from '../static-pods.ts';

/** What an API server waits for before it writes what the others must be able to read. */
export interface EncryptionReadable {
  readonly readable: Handle;
}

/** One API server must not write what another cannot read yet; so all of them learn to read first, one at a time. */
export const encryption = defineRole<ClusterSpec, HostVars, EncryptionReadable>({
  name: 'encryption',
  about: 'Keep the key of Secrets here, and let the API server read what will be encrypted.',
  vars: hostVars,
  recipe(task, { from, vars: { spec, self } }) {
    const { keyPrint, key, paths, rules } = from(pki).encryption;
    const apiserver = apiserverPodOf(spec, self);
    const subject = { ...paths, serves: staticPodsServe(apiserver), trouble: staticPodsTrouble(apiserver) };
    const readable = task.rolling('Teach API servers to read', 1, () =>
      task('Let the API server read what will be encrypted', encryptionReadable(subject, { rules, keyPrint }, { key })),
    );
    return { readable };
  },
});

/** Whether API servers have to be taught: one alone reads what it writes, and what was encrypted once is read as before. */
export function learnsToRead({ encryption: { enabled }, controlPlanes }: ClusterSpec): boolean {
  return enabled && controlPlanes.length > 1;
}
