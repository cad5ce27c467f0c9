import { ready, sh, type Resource } from '@kmagic/core';
import type { HostSpec } from '../spec/cluster-spec.ts';

/** The kubelet answers on its health port: one that starts and dies again does not. */
export function kubeletWell({ kubelet }: HostSpec): Resource<void> {
  const ask = sh`curl -sf -m 2 -o /dev/null ${`http://${kubelet.healthzBindAddress}:${kubelet.healthzPort}/healthz`}`;
  return ready(
    { name: 'kubelet', ask },
    { what: 'the kubelet is well (journalctl -u kubelet says why it is not)', timeoutMs: 60_000, everyMs: 500 },
  );
}
