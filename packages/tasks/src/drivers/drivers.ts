import type { Driver } from '@kmagic/core';
import { etcdDriver } from './etcd/etcd-driver.ts';
import { kubeDriver } from './kube/kube-driver.ts';

/** The doors to what is not a shell: the API server and etcd. */
export function drivers(): readonly Driver[] {
  return [kubeDriver(), etcdDriver()];
}
