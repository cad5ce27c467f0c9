import { expect, it } from 'vitest';
import { sampleProblems, sampleSpec } from './sample-spec.ts';

it.each([
  [
    { kube_controller_manager_leader_elect_renew_deadline: '15s' },
    'kube_controller_manager_leader_elect_renew_deadline 15s is not less than kube_controller_manager_leader_elect_lease_duration 15s',
  ],
  [
    { kube_scheduler_leader_elect_lease_duration: '8s' },
    'kube_scheduler_leader_elect_renew_deadline 10s is not less than kube_scheduler_leader_elect_lease_duration 8s',
  ],
  [
    { kube_scheduler_leader_elect_renew_deadline: '2s' },
    'kube_scheduler_leader_elect_renew_deadline 2s is too short for one try to renew every 2s',
  ],
  [
    { kubelet_shutdown_grace_period: '10s' },
    'kubelet_shutdown_grace_period_critical_pods 20s is more than kubelet_shutdown_grace_period 10s, of which it is a part',
  ],
  [
    { certificates_renew_before_days: 365 },
    'kube_cert_validity_period 8760h is not more than certificates_renew_before_days 365: each certificate would be too near its end at once',
  ],
  [
    { certificates_duration: 1 },
    'certificates_duration 1 is not more than certificates_renew_before_days 1: each certificate would be too near its end at once',
  ],
  [{ kubelet_status_update_frequency: 10 }, 'kubelet_status_update_frequency must be a duration such as 30s, 5m or 1h30m'],
  [{ kube_cert_validity_period: 365 }, 'kube_cert_validity_period must be hours such as 8760h'],
  [{ etcd_election_timeout: 60000 }, 'etcd_election_timeout must be a whole number from 50 to 50000'],
])('%o', (variables, problem) => {
  expect(sampleProblems(variables)).toEqual([problem]);
});

it.each([
  [{}, 30],
  [{ kube_cert_validity_period: '720h' }, 10],
  [{ certificates_duration: 4 }, 1],
  [{ kube_cert_validity_period: '48h' }, 1],
  [{ kube_cert_validity_period: '720h', certificates_renew_before_days: 20 }, 20],
])('certificates are issued again in time, however short they live: %o', (variables, days) => {
  expect(sampleSpec(variables).certificates.renewBeforeDays).toBe(days);
});

it('may be short on one host alone', () => {
  const single = { node4: { variables: { kubelet_shutdown_grace_period: '0s' } } };
  expect(sampleProblems({}, single)).toEqual([
    'kubelet_shutdown_grace_period_critical_pods 20s is more than kubelet_shutdown_grace_period 0s, of which it is a part',
  ]);
  expect(sampleProblems({ kubelet_shutdown_grace_period_critical_pods: '0s' }, single)).toEqual([]);
});
