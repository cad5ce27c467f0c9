import type { Driver } from '@kmagic/core';
import { kubeDriver } from './kube/kube-driver.ts';

/** The doors to what is not a shell: the API server. */
export function drivers(): readonly Driver[] {
  return [kubeDriver()];
}
