import type { Usage } from './certificate.ts';
import type { EtcdFiles } from './authorities.ts';
import { shortName } from './sans.ts';

/** One row of the certificate table: what a leaf says, who signs it and where it stands. */
export interface CertificateRow {
  /** As `kubeadm certs check-expiration` and kubespray name it. */
  readonly name: string;
  readonly issuer: 'kube' | 'front-proxy' | 'etcd';
  readonly cn: string;
  readonly o: readonly string[];
  readonly usages: readonly Usage[];
  readonly sans: readonly string[];
  readonly days: number;
  readonly certPath: string;
  /** Equal to `certPath` where one file holds both (kubelet). */
  readonly keyPath: string;
  readonly owner: string;
  readonly group: string;
  readonly certMode: string;
  readonly keyMode: string;
}

/** A kubeconfig with its own client certificate, signed by the kube CA. */
export interface KubeconfigRow {
  readonly name: string;
  readonly path: string;
  readonly user: string;
  readonly cn: string;
  readonly o: readonly string[];
  readonly days: number;
  readonly server: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
}

/** The certificates of one control-plane host, beside its kubeconfigs. */
export function controlPlaneCertificates(request: {
  readonly certDir: string;
  readonly apiServerSans: readonly string[];
  readonly days: number;
}): readonly CertificateRow[] {
  const row = (
    name: string,
    of: Pick<CertificateRow, 'issuer' | 'cn' | 'usages'> & { readonly sans?: readonly string[] },
  ): CertificateRow => ({
    name,
    o: [],
    sans: [],
    days: request.days,
    ...of,
    certPath: `${request.certDir}/${name}.crt`,
    keyPath: `${request.certDir}/${name}.key`,
    owner: 'root',
    group: 'root',
    certMode: '0644',
    keyMode: '0600',
  });
  return [
    row('apiserver', { issuer: 'kube', cn: 'kube-apiserver', usages: ['server'], sans: request.apiServerSans }),
    // No group: the ClusterRoleBinding kubeadm:apiserver-kubelet-client names this user, as kubeadm has it.
    row('apiserver-kubelet-client', { issuer: 'kube', cn: 'kube-apiserver-kubelet-client', usages: ['client'] }),
    row('front-proxy-client', { issuer: 'front-proxy', cn: 'front-proxy-client', usages: ['client'] }),
  ];
}

/** The kubeconfigs of one control-plane host: people's go to `adminServer`, the components' to `localServer`. */
export function controlPlaneKubeconfigs(request: {
  readonly adminServer: string;
  readonly localServer: string;
  readonly days: number;
}): readonly KubeconfigRow[] {
  const row = (name: string, user: string, of: { readonly o: readonly string[]; readonly server: string }): KubeconfigRow => ({
    name,
    path: `/etc/kubernetes/${name}`,
    user,
    cn: user,
    days: request.days,
    owner: 'root',
    group: 'root',
    mode: '0600',
    ...of,
  });
  return [
    row('admin.conf', 'kubernetes-admin', { o: ['kubeadm:cluster-admins'], server: request.adminServer }),
    row('super-admin.conf', 'kubernetes-super-admin', { o: ['system:masters'], server: request.adminServer }),
    row('controller-manager.conf', 'system:kube-controller-manager', { o: [], server: request.localServer }),
    row('scheduler.conf', 'system:kube-scheduler', { o: [], server: request.localServer }),
  ];
}

/** The kubelet's client certificate, in the one file the kubelet itself rotates. */
export function kubeletClientCertificate(request: { readonly node: string; readonly days: number }): CertificateRow {
  const path = '/var/lib/kubelet/pki/kubelet-client-current.pem';
  return {
    name: 'kubelet-client',
    issuer: 'kube',
    cn: `system:node:${request.node}`,
    o: ['system:nodes'],
    usages: ['client'],
    sans: [],
    days: request.days,
    certPath: path,
    keyPath: path,
    owner: 'root',
    group: 'root',
    certMode: '0600',
    keyMode: '0600',
  };
}

export interface EtcdCertificates {
  readonly files: EtcdFiles;
  readonly host: string;
  readonly sans: readonly string[];
  readonly days: number;
}

/** What an etcd host has: its member's certificate and one for administration. */
export function etcdMemberCertificates(request: EtcdCertificates): readonly CertificateRow[] {
  return [etcdRow('member', request), etcdRow('admin', request)];
}

/** The etcd client certificate of a host whose API server (or network plugin) talks to etcd. */
export function etcdClientCertificate(request: EtcdCertificates): CertificateRow {
  return etcdRow('node', request);
}

function etcdRow(role: 'member' | 'admin' | 'node', { files, host, sans, days }: EtcdCertificates): CertificateRow {
  const base = `${files.certDir}/${role}-${host}`;
  return {
    name: `${role}-${host}`,
    issuer: 'etcd',
    cn: `etcd-${role}-${shortName(host)}`,
    o: [],
    usages: ['client', 'server'],
    sans,
    days,
    certPath: `${base}.pem`,
    keyPath: `${base}-key.pem`,
    owner: files.owner,
    group: files.certGroup,
    certMode: '0644',
    keyMode: '0600',
  };
}
