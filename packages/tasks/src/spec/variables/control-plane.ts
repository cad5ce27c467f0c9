import type { ControllerManagerSettings, SchedulerSettings } from '../cluster-spec.ts';
import { extraVolumes, featureGates } from '../structured-values.ts';
import { anyMap, duration, integer, mapList, text, textMap } from '../values.ts';
import { variable, type ClusterScope, type Topic } from '../variable.ts';

/** kube-controller-manager. */
export const controllerManager: Topic<ControllerManagerSettings, ClusterScope> = {
  bindAddress: variable('kube_controller_manager_bind_address', 'The address the controller manager listens on.', {
    type: text,
    default: '::',
  }),
  featureGates: variable('kube_controller_feature_gates', 'Feature gates of the controller manager, over kube_feature_gates.', {
    type: featureGates,
    default: {},
  }),
  extraArgs: variable('kube_kubeadm_controller_extra_args', 'Further flags by name without dashes; they win over ours.', {
    type: textMap,
    default: {},
  }),
  extraVolumes: variable('controller_manager_extra_volumes', 'Host paths mounted into the controller manager.', {
    type: extraVolumes,
    default: [],
  }),
  nodeMonitorGracePeriod: variable('kube_controller_node_monitor_grace_period', 'Silence after which a node is not ready.', {
    type: duration,
    default: '40s',
  }),
  nodeMonitorPeriod: variable('kube_controller_node_monitor_period', 'How often nodes are looked at.', { type: duration, default: '5s' }),
  terminatedPodGcThreshold: variable('kube_controller_terminated_pod_gc_threshold', 'Terminated pods kept before the oldest are deleted.', {
    type: integer(0),
    default: 12500,
  }),
  leaseDuration: variable('kube_controller_manager_leader_elect_lease_duration', 'How long a leader is believed in.', {
    type: duration,
    default: '15s',
  }),
  renewDeadline: variable('kube_controller_manager_leader_elect_renew_deadline', 'How long a leader tries to renew.', {
    type: duration,
    default: '10s',
  }),
};

/** kube-scheduler. */
export const scheduler: Topic<SchedulerSettings, ClusterScope> = {
  bindAddress: variable('kube_scheduler_bind_address', 'The address the scheduler listens on.', { type: text, default: '::' }),
  featureGates: variable('kube_scheduler_feature_gates', 'Feature gates of the scheduler, over kube_feature_gates.', {
    type: featureGates,
    default: {},
  }),
  extraArgs: variable('kube_kubeadm_scheduler_extra_args', 'Further flags by name without dashes; they win over ours.', {
    type: textMap,
    default: {},
  }),
  extraVolumes: variable('scheduler_extra_volumes', 'Host paths mounted into the scheduler.', { type: extraVolumes, default: [] }),
  profiles: variable('kube_scheduler_profiles', 'Profiles of the scheduler configuration.', { type: mapList, default: [] }),
  extenders: variable('kube_scheduler_extenders', 'Extenders of the scheduler configuration.', { type: mapList, default: [] }),
  configExtra: variable('kube_scheduler_config_extra_opts', 'Merged over the scheduler configuration.', { type: anyMap, default: {} }),
  leaseDuration: variable('kube_scheduler_leader_elect_lease_duration', 'How long a leader is believed in.', {
    type: duration,
    default: '15s',
  }),
  renewDeadline: variable('kube_scheduler_leader_elect_renew_deadline', 'How long a leader tries to renew.', {
    type: duration,
    default: '10s',
  }),
};
