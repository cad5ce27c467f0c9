import type {
  RbacV1Subject,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1PolicyRule,
  V1Role,
  V1RoleBinding,
  V1ServiceAccount,
} from '@kubernetes/client-node';
import type { Manifest } from './kube-object.ts';

const group = 'rbac.authorization.k8s.io';
const version = `${group}/v1`;

/** Name and namespace of an object that lives in one. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
}

export function serviceAccount(place: Place): Manifest<V1ServiceAccount> {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: place };
}

export function clusterRole(name: string, rules: readonly V1PolicyRule[]): Manifest<V1ClusterRole> {
  return { apiVersion: version, kind: 'ClusterRole', metadata: { name }, rules: [...rules] };
}

export function role(place: Place, rules: readonly V1PolicyRule[]): Manifest<V1Role> {
  return { apiVersion: version, kind: 'Role', metadata: place, rules: [...rules] };
}

export function clusterRoleBinding(
  name: string,
  clusterRoleName: string,
  subjects: readonly RbacV1Subject[],
): Manifest<V1ClusterRoleBinding> {
  const roleRef = { apiGroup: group, kind: 'ClusterRole', name: clusterRoleName };
  return { apiVersion: version, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: [...subjects] };
}

/** Binds the Role of the same namespace. */
export function roleBinding(place: Place, roleName: string, subjects: readonly RbacV1Subject[]): Manifest<V1RoleBinding> {
  const roleRef = { apiGroup: group, kind: 'Role', name: roleName };
  return { apiVersion: version, kind: 'RoleBinding', metadata: place, roleRef, subjects: [...subjects] };
}

export function groupSubject(name: string): RbacV1Subject {
  return { apiGroup: group, kind: 'Group', name };
}

export function userSubject(name: string): RbacV1Subject {
  return { apiGroup: group, kind: 'User', name };
}

export function accountSubject({ name, namespace }: Place): RbacV1Subject {
  return { kind: 'ServiceAccount', name, namespace };
}

/** A rule about resources of one API group; '' is the core group. */
export function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): V1PolicyRule {
  return { apiGroups: [apiGroup], resources: [...resources], verbs: [...verbs] };
}
