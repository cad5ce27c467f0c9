import { KmagicError, script, type Secret } from '@kmagic/core';
import { kubeconfigKey, summarizeKubeconfig } from '../../pki/kubeconfig.ts';

/** What an administrator's kubeconfig says, as far as a connection needs it. */
export interface AdminConf {
  readonly port: number;
  readonly caPem: string | undefined;
  readonly certPem: string | undefined;
  readonly keyPem: Secret | undefined;
}

/**
 * Prints the host's own administrator's kubeconfig, or nothing where it has none; super-admin.conf where there is one, which
 * works before the first role binding exists.
 */
export const adminConfCommand = script(
  'cd /etc/kubernetes 2>/dev/null || exit 0; cat super-admin.conf 2>/dev/null || cat admin.conf 2>/dev/null || :',
);

/** Reads what the command printed; undefined where the host has none, and driverFailed where it is of no use. */
export function parseAdminConf(host: string, text: string): AdminConf | undefined {
  if (text.trim() === '') return undefined;
  const summary = summarizeKubeconfig(text);
  if (summary === undefined) {
    throw new KmagicError('driverFailed', `${host}: the admin kubeconfig names no cluster or no user`, { host });
  }
  return {
    port: Number(new URL(summary.server).port || 443),
    caPem: summary.caPem,
    certPem: summary.clientPem,
    keyPem: kubeconfigKey(text),
  };
}
