import type { Taint } from './cluster-spec.ts';
import { isLabelKey, isLabelValue } from './labels.ts';

const form = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/;

/** A taint written `key=value:Effect` or `key:Effect`; undefined where it is not of that form. */
export function parseTaint(text: string): Taint | undefined {
  const [, key, value = '', effect] = form.exec(text.trim()) ?? [];
  return key === undefined || !isLabelKey(key) || !isLabelValue(value) ? undefined : { key, value, effect: effect as Taint['effect'] };
}

export const controlPlaneTaint: Taint = { key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' };

/** What kubeadm puts on control planes. */
export const controlPlaneLabels: Readonly<Record<string, string>> = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};
