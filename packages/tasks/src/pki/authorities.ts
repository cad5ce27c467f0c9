/** A certificate authority or key pair that several hosts own together, and where it stands on each. */
export interface AuthoritySpec {
  /** As people know it: 'kubernetes CA'. */
  readonly title: string;
  readonly kind: 'certificate authority' | 'key pair';
  /** The common name; unused for a key pair. */
  readonly cn: string;
  readonly days: number;
  /** The certificate, or the public key of a key pair. */
  readonly publicPath: string;
  readonly keyPath: string;
  readonly owner: string;
  readonly group: string;
  readonly publicMode: string;
  readonly keyMode: string;
}

/** kubeadm's certificatesDir, where kubespray has it; /etc/kubernetes/pki is a link to it. */
export const kubeCertDir = '/etc/kubernetes/ssl';
export const etcdCertDir = '/etc/ssl/etcd/ssl';

const kube = { days: 3650, owner: 'root', group: 'root', publicMode: '0644', keyMode: '0600' } as const;

/** Signs everything that talks to the API; owned by every control-plane host. */
export const kubeAuthority: AuthoritySpec = {
  ...kube,
  title: 'kubernetes CA',
  kind: 'certificate authority',
  cn: 'kubernetes',
  publicPath: `${kubeCertDir}/ca.crt`,
  keyPath: `${kubeCertDir}/ca.key`,
};

/** Signs the client of extension API servers; owned by every control-plane host. */
export const frontProxyAuthority: AuthoritySpec = {
  ...kube,
  title: 'front-proxy CA',
  kind: 'certificate authority',
  cn: 'front-proxy-ca',
  publicPath: `${kubeCertDir}/front-proxy-ca.crt`,
  keyPath: `${kubeCertDir}/front-proxy-ca.key`,
};

/** Signs service account tokens; owned by every control-plane host. */
export const serviceAccountKeys: AuthoritySpec = {
  ...kube,
  title: 'service account key',
  kind: 'key pair',
  cn: 'service accounts',
  publicMode: '0600',
  publicPath: `${kubeCertDir}/sa.pub`,
  keyPath: `${kubeCertDir}/sa.key`,
};

/** Signs members and clients of etcd; owned by every etcd host. */
export const etcdAuthority: AuthoritySpec = {
  title: 'etcd CA',
  kind: 'certificate authority',
  cn: 'etcd-ca',
  days: 36500,
  publicPath: `${etcdCertDir}/ca.pem`,
  keyPath: `${etcdCertDir}/ca-key.pem`,
  owner: 'etcd',
  group: 'root',
  publicMode: '0644',
  keyMode: '0600',
};
