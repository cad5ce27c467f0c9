import { defineRole, directory, type HostView } from '@kmagic/core';
import { authority, type Authority } from '../../kinds/cert-authority/authority.ts';
import { encryptionAtRest, type EncryptionAtRest } from '../../kinds/encryption/encryption-at-rest.ts';
import type { EncryptionPaths } from '../../kinds/encryption/seen-encryption.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { authoritiesOf } from '../certificates.ts';
import { hostVars, type HostVars } from '../host-vars.ts';

/** The authorities of the cluster and the key of its Secrets, for those who sign with them or pin them, or encrypt. */
export interface Authorities {
  readonly kube: Authority;
  readonly frontProxy: Authority;
  readonly serviceAccounts: Authority;
  readonly etcd: Authority;
  readonly encryption: EncryptionAtRest;
}

/** Certificate authorities, each created once and kept by all the hosts that own it. Declared once, for the whole cluster. */
export const pki = defineRole<ClusterSpec, HostVars, Authorities>({
  name: 'pki',
  about: 'Keep the certificate authorities and the service account key on the hosts that own them; find the key of Secrets.',
  vars: hostVars,
  recipe(task, { hosts, vars: { spec } }) {
    const planes = hosts('kube_control_plane');
    const members = hosts('etcd');
    for (const host of union(members, planes)) {
      for (const path of [spec.etcd.configDir, spec.etcd.certDir]) {
        task.on(host)(`Create ${path}`, directory({ path }, { mode: '0700', owner: spec.etcd.owner, group: spec.etcd.certGroup }));
      }
    }
    const { kube, frontProxy, serviceAccounts, etcd } = authoritiesOf(spec);
    return {
      kube: authority(task, kube, planes),
      frontProxy: authority(task, frontProxy, planes),
      serviceAccounts: authority(task, serviceAccounts, planes),
      etcd: authority(task, etcd, members),
      encryption: encryptionAtRest(task, { ...spec.encryption, paths: encryptionPaths(spec) }, planes),
    };
  },
});

function encryptionPaths({ paths }: ClusterSpec): EncryptionPaths {
  return {
    configPath: `${paths.certDir}/secrets_encryption.yaml`,
    manifestPath: `${paths.manifestDir}/kube-apiserver.yaml`,
    owner: 'root',
    group: 'root',
  };
}

function union(a: readonly HostView[], b: readonly HostView[]): readonly HostView[] {
  return [...a, ...b.filter((h) => !a.includes(h))];
}
