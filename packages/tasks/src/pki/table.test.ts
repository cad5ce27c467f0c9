import { describe, expect, it } from 'vitest';
import { apiServerSans, etcdSans } from './sans.ts';
import {
  controlPlaneCertificates,
  controlPlaneKubeconfigs,
  etcdClientCertificate,
  etcdMemberCertificates,
  kubeletClientCertificate,
} from './table.ts';

describe('the certificate table', () => {
  it('has the control plane as kubeadm has it, where kubespray has it', () => {
    const rows = controlPlaneCertificates({ certDir: '/etc/kubernetes/ssl', apiServerSans: ['kubernetes'], days: 365 });
    expect(rows.map((r) => `${r.certPath} ${r.cn} ${r.issuer} ${r.usages.join()} ${r.sans.join()}`)).toEqual([
      '/etc/kubernetes/ssl/apiserver.crt kube-apiserver kube server kubernetes',
      '/etc/kubernetes/ssl/apiserver-kubelet-client.crt kube-apiserver-kubelet-client kube client ',
      '/etc/kubernetes/ssl/front-proxy-client.crt front-proxy-client front-proxy client ',
    ]);
  });

  it('has the kubeconfigs with the users and groups of kubeadm', () => {
    const rows = controlPlaneKubeconfigs({ adminServer: 'https://a', localServer: 'https://l', days: 365 });
    expect(rows.map((r) => `${r.path} ${r.cn} ${r.o.join()} ${r.server} ${r.mode}`)).toEqual([
      '/etc/kubernetes/admin.conf kubernetes-admin kubeadm:cluster-admins https://a 0600',
      '/etc/kubernetes/super-admin.conf kubernetes-super-admin system:masters https://a 0600',
      '/etc/kubernetes/controller-manager.conf system:kube-controller-manager  https://l 0600',
      '/etc/kubernetes/scheduler.conf system:kube-scheduler  https://l 0600',
    ]);
    expect(kubeletClientCertificate({ node: 'n1', days: 365 })).toMatchObject({ cn: 'system:node:n1', o: ['system:nodes'] });
  });

  it('has etcd with the names of kubespray', () => {
    const files = { certDir: '/etc/ssl/etcd/ssl', owner: 'etcd', certGroup: 'root' };
    const of = { files, host: 'node1.example.org', sans: ['localhost'], days: 36500 };
    expect(
      [...etcdMemberCertificates(of), etcdClientCertificate(of)].map((r) => `${r.certPath} ${r.keyPath} ${r.cn} ${r.usages.join()}`),
    ).toEqual([
      '/etc/ssl/etcd/ssl/member-node1.example.org.pem /etc/ssl/etcd/ssl/member-node1.example.org-key.pem etcd-member-node1 client,server',
      '/etc/ssl/etcd/ssl/admin-node1.example.org.pem /etc/ssl/etcd/ssl/admin-node1.example.org-key.pem etcd-admin-node1 client,server',
      '/etc/ssl/etcd/ssl/node-node1.example.org.pem /etc/ssl/etcd/ssl/node-node1.example.org-key.pem etcd-node-node1 client,server',
    ]);
  });

  it('names every API server in every API server certificate, each name once', () => {
    const sans = apiServerSans({
      dnsDomain: 'cluster.local',
      serviceAddresses: ['10.233.0.1'],
      others: ['lb.example.org', '127.0.0.1'],
      controlPlanes: [
        { name: 'n1', fqdn: 'n1.example.org', addresses: ['10.0.0.1', 'FD00:0:0::1'] },
        { name: 'n2', addresses: ['10.0.0.2'] },
      ],
    });
    expect(sans).toEqual([
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
      '10.233.0.1',
      'localhost',
      '127.0.0.1',
      '::1',
      'lb.example.org',
      'n1',
      'n1.example.org',
      '10.0.0.1',
      'fd00::1',
      'n2',
      '10.0.0.2',
    ]);
  });

  it('names every etcd member in every etcd certificate', () => {
    expect(
      etcdSans({
        dnsDomain: 'cluster.local',
        members: [
          { name: 'n1', addresses: ['10.0.0.1'] },
          { name: 'n2', addresses: ['10.0.0.2'] },
        ],
        others: [],
      }),
    ).toEqual([
      'localhost',
      'n1',
      'n2',
      'etcd.kube-system.svc.cluster.local',
      'etcd.kube-system.svc',
      'etcd.kube-system',
      'etcd',
      '10.0.0.1',
      '10.0.0.2',
      '127.0.0.1',
      '::1',
    ]);
  });
});
