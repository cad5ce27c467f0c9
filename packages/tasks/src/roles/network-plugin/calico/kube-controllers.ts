import type { V1Deployment, V1PodDisruptionBudget, V1Probe } from '@kubernetes/client-node';
import type { KubeObject, Manifest } from '../../../manifests/kube-object.ts';
import { resourceRequirements } from '../../../manifests/resources.ts';
import type { CalicoOptions } from './calico-options.ts';
import { endpointEnv } from './node-env.ts';

const labels = { 'k8s-app': 'calico-kube-controllers' };
const metadata = { name: 'calico-kube-controllers', namespace: 'kube-system', labels };

/** The controllers that take addresses of lost nodes and pods back, with their disruption budget. */
export function calicoKubeControllers(o: CalicoOptions): readonly KubeObject[] {
  return [budget, deployment(o)];
}

const budget: Manifest<V1PodDisruptionBudget> = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
};

function deployment(o: CalicoOptions): Manifest<V1Deployment> {
  const check = (flag: string): V1Probe => ({ exec: { command: ['/usr/bin/check-status', flag] }, periodSeconds: 10, timeoutSeconds: 10 });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      // Two would act against each other.
      replicas: 1,
      selector: { matchLabels: labels },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // It must work before pods have a network.
          hostNetwork: true,
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
          ],
          serviceAccountName: 'calico-kube-controllers',
          priorityClassName: 'system-cluster-critical',
          containers: [
            {
              name: 'calico-kube-controllers',
              image: o.images.kubeControllers,
              imagePullPolicy: o.images.pullPolicy,
              envFrom: endpointEnv,
              env: [
                { name: 'DATASTORE_TYPE', value: 'kubernetes' },
                { name: 'ENABLED_CONTROLLERS', value: 'node' },
                { name: 'LOG_LEVEL', value: o.controllersLogLevel },
              ],
              resources: resourceRequirements(o.controllersResources),
              // As of calico-node: asked often until it is ready for the first time, or it takes up to ten seconds more.
              startupProbe: { ...check('-r'), periodSeconds: 2, failureThreshold: 150 },
              livenessProbe: { ...check('-l'), initialDelaySeconds: 10, failureThreshold: 6 },
              readinessProbe: check('-r'),
              // Whatever user the image runs as can write its status here.
              volumeMounts: [{ name: 'status', mountPath: '/status' }],
            },
          ],
          volumes: [{ name: 'status', emptyDir: {} }],
        },
      },
    },
  };
}
