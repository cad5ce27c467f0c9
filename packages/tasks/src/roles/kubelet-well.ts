import { ready, sh, type Resource } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';

const trouble = {
  look: sh`systemctl is-active kubelet.service; journalctl -u kubelet.service -n 15 --no-pager -o cat`,
  hint: 'journalctl -u kubelet on that host says why; once it is well, apply again: it goes on from here',
};

/**
 * The kubelet answers on its health port: one that starts and dies again does not. Where it runs an API server it has also taken stock
 * of its pods: one that has just started takes a changed manifest for a new pod and keeps the old one for two minutes.
 */
export function kubeletWell({ paths }: ClusterSpec, { kubelet }: HostSpec): Resource<void> {
  const ask = sh`curl -sf --noproxy '*' -m 2 -o /dev/null ${`http://${kubelet.healthzBindAddress}:${kubelet.healthzPort}/healthz`} || exit 1
[ -e ${`${paths.manifestDir}/kube-apiserver.yaml`} ] || exit 0
started=$(systemctl show -p ExecMainStartTimestampMonotonic --value kubelet.service)
IFS=. read -r up rest < /proc/uptime
[ $(( up - started / 1000000 )) -ge 5 ]`;
  return ready({ name: 'kubelet', ask, trouble }, { what: 'the kubelet is well', timeoutMs: 60_000, everyMs: 500 });
}
