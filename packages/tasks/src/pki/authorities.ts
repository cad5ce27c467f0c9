import type { KeyAlgorithm } from './key-pair.ts';

/** A certificate authority or key pair that several hosts own together, and where it stands on each. */
export interface AuthoritySpec {
  /** As people know it: 'kubernetes CA'. */
  readonly title: string;
  readonly kind: 'certificate authority' | 'key pair';
  /** The common name; unused for a key pair. */
  readonly cn: string;
  readonly days: number;
  /** The kind of its key, where it is made, and of new keys it signs. */
  readonly keyAlgorithm: KeyAlgorithm;
  /** The certificate, or the public key of a key pair. */
  readonly publicPath: string;
  readonly keyPath: string;
  /** A file that is there only where the authority was used. */
  readonly usedBy: string;
  readonly owner: string;
  readonly group: string;
  readonly publicMode: string;
  readonly keyMode: string;
}

/** Where etcd's certificates stand, and whose they are. */
export interface EtcdFiles {
  readonly certDir: string;
  readonly owner: string;
  readonly certGroup: string;
}

type Lasting = Pick<AuthoritySpec, 'days' | 'keyAlgorithm'>;

/** The authorities every control-plane host owns, in kube_cert_dir; kubeadm's usual place is a link to it. */
export function kubeAuthorities(
  { certDir }: { readonly certDir: string },
  lasting: Lasting,
): Readonly<Record<'kube' | 'frontProxy' | 'serviceAccounts', AuthoritySpec>> {
  const shared = { ...lasting, usedBy: '/etc/kubernetes/admin.conf', owner: 'root', group: 'root', publicMode: '0644', keyMode: '0600' };
  const files = (name: string): Pick<AuthoritySpec, 'publicPath' | 'keyPath'> => ({
    publicPath: `${certDir}/${name}.crt`,
    keyPath: `${certDir}/${name}.key`,
  });
  return {
    // Signs everything that talks to the API.
    kube: { ...shared, ...files('ca'), title: 'kubernetes CA', kind: 'certificate authority', cn: 'kubernetes' },
    // Signs the client of extension API servers.
    frontProxy: { ...shared, ...files('front-proxy-ca'), title: 'front-proxy CA', kind: 'certificate authority', cn: 'front-proxy-ca' },
    // Signs service account tokens.
    serviceAccounts: {
      ...shared,
      ...files('sa'),
      title: 'service account key',
      kind: 'key pair',
      cn: 'service accounts',
      publicPath: `${certDir}/sa.pub`,
      publicMode: '0600',
    },
  };
}

/** Signs members and clients of etcd; owned by every etcd host. */
export function etcdAuthority({ certDir, owner, certGroup }: EtcdFiles, lasting: Lasting): AuthoritySpec {
  return {
    ...lasting,
    title: 'etcd CA',
    kind: 'certificate authority',
    cn: 'etcd-ca',
    publicPath: `${certDir}/ca.pem`,
    keyPath: `${certDir}/ca-key.pem`,
    usedBy: '/etc/etcd.env',
    owner,
    group: certGroup,
    publicMode: '0644',
    keyMode: '0600',
  };
}
