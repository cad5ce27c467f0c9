import type { KubeObject } from '../../manifests/kube-object.ts';
import { clusterRole, clusterRoleBinding, groupSubject, role, roleBinding, rule, userSubject } from '../../manifests/rbac.ts';

const bootstrappers = groupSubject('system:bootstrappers:kubeadm:default-node-token');
const nodes = groupSubject('system:nodes');

/** What kubeadm's bootstrap-token phase lets joining hosts and nodes do: ask for a certificate, get it, and renew it. */
export function bootstrapRbac(): readonly KubeObject[] {
  const approver = (name: string): string => `system:certificates.k8s.io:certificatesigningrequests:${name}`;
  return [
    clusterRoleBinding('kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', [bootstrappers]),
    clusterRoleBinding('kubeadm:node-autoapprove-bootstrap', approver('nodeclient'), [bootstrappers]),
    clusterRoleBinding('kubeadm:node-autoapprove-certificate-rotation', approver('selfnodeclient'), [nodes]),
    clusterRole('kubeadm:get-nodes', [rule('', ['nodes'], ['get'])]),
    clusterRoleBinding('kubeadm:get-nodes', 'kubeadm:get-nodes', [bootstrappers]),
  ];
}

/** Who may do what with the certificates kubeadm issues, and kubespray's binding of nodes. */
export function adminRbac(): readonly KubeObject[] {
  return [
    clusterRoleBinding('kubeadm:cluster-admins', 'cluster-admin', [groupSubject('kubeadm:cluster-admins')]),
    // Since 1.36 the certificate the API server shows to kubelets is in no group of its own.
    clusterRoleBinding('kubeadm:apiserver-kubelet-client', 'system:kubelet-api-admin', [userSubject('kube-apiserver-kubelet-client')]),
    clusterRoleBinding('kubespray:system:node', 'system:node', [nodes]),
  ];
}

/** Who may read the configuration kubeadm keeps in the cluster. */
export function configReaders(): readonly KubeObject[] {
  return [...readers('kubeadm:nodes-kubeadm-config', 'kubeadm-config'), ...readers('kubeadm:kubelet-config', 'kubelet-config')];
}

/** Lets anybody read cluster-info, which a joining host must before it has credentials. */
export function clusterInfoReaders(): readonly KubeObject[] {
  const place = { name: 'kubeadm:bootstrap-signer-clusterinfo', namespace: 'kube-public' };
  return [role(place, [oneConfigMap('cluster-info')]), roleBinding(place, place.name, [userSubject('system:anonymous')])];
}

function readers(name: string, configMap: string): readonly KubeObject[] {
  const place = { name, namespace: 'kube-system' };
  return [role(place, [oneConfigMap(configMap)]), roleBinding(place, name, [bootstrappers, nodes])];
}

function oneConfigMap(name: string): ReturnType<typeof rule> {
  return { ...rule('', ['configmaps'], ['get']), resourceNames: [name] };
}
