import type { CertificateSettings } from './cluster-spec.ts';
import type { Check } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import { millisecondsOf } from './quantities.ts';
import type { HostInput, Problem } from './spec-input.ts';

/** How often a candidate tries to become leader, which no variable changes; Kubernetes asks a renewal for more than 1.2 times it. */
const retryPeriodMs = 2000;

/** Durations that must be longer than others, or a component does not start. */
export const checkTimes: Check = ({ cluster, hosts, inputs }) => {
  const leaders = [
    ['kube_controller_manager', cluster.controllerManager],
    ['kube_scheduler', cluster.scheduler],
  ] as const;
  const elections = leaders.flatMap(([prefix, { leaseDuration, renewDeadline }]): readonly Problem[] => {
    const name = `${prefix}_leader_elect_renew_deadline`;
    if (millisecondsOf(renewDeadline) >= millisecondsOf(leaseDuration)) {
      const message = `${renewDeadline} is not less than ${prefix}_leader_elect_lease_duration ${leaseDuration}`;
      return [aboutVariable(name, [message, 'make it two thirds of the lease'], inputs)];
    }
    if (millisecondsOf(renewDeadline) > 1.2 * retryPeriodMs) return [];
    return [aboutVariable(name, [`${renewDeadline} is too short for one try to renew every 2s`, 'make it 3s at least'], inputs)];
  });
  const shutdowns = hosts.filter(
    ({ isKube, kubelet }) =>
      isKube && millisecondsOf(kubelet.shutdownGracePeriodCriticalPods) > millisecondsOf(kubelet.shutdownGracePeriod),
  );
  const byTimes = Map.groupBy(shutdowns, ({ kubelet }) => `${kubelet.shutdownGracePeriodCriticalPods} ${kubelet.shutdownGracePeriod}`);
  const tooShort = [...byTimes.values()]
    .flatMap((same) => same.slice(0, 1))
    .map(({ kubelet }) => {
      const message = `${kubelet.shutdownGracePeriodCriticalPods} is more than kubelet_shutdown_grace_period ${kubelet.shutdownGracePeriod}, of which it is a part`;
      return aboutVariable('kubelet_shutdown_grace_period_critical_pods', [message, 'lower it, or raise the whole'], inputs);
    });
  return [...elections, ...tooShort, ...certificateTimes(cluster.certificates, inputs)];
};

/** A certificate must outlive the time it is issued again in, or it would be too near its end as soon as it is made. */
function certificateTimes(c: CertificateSettings, inputs: readonly HostInput[]): readonly Problem[] {
  const lives = [
    ['kube_cert_validity_period', `${c.kubeValidityHours}h`, c.kubeValidityHours / 24],
    ['certificates_duration', String(c.etcdValidityDays), c.etcdValidityDays],
  ] as const;
  return lives
    .filter(([, , days]) => days <= c.renewBeforeDays)
    .map(([name, shown]) => {
      const message = `${shown} is not more than certificates_renew_before_days ${c.renewBeforeDays}: each certificate would be too near its end at once`;
      return aboutVariable(name, [message, 'let certificates live longer, or have them issued again later'], inputs);
    });
}
