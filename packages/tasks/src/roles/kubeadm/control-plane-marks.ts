/** Labels kubeadm's mark-control-plane phase puts on a control plane's Node. */
export const controlPlaneLabels: Readonly<Record<string, string>> = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};

/** The taint of a control plane that runs no ordinary pods. */
export const controlPlaneTaint = { key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' } as const;

/** kubeadm's record of a node's container engine, an annotation of its Node object. */
export function criSocketAnnotation(criSocket: string): Readonly<Record<string, string>> {
  return { 'kubeadm.alpha.kubernetes.io/cri-socket': criSocket };
}
