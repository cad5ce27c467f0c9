import { ready, sh, type Resource } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** Every host of the inventory is a Ready node. */
export function nodesReady(spec: ClusterSpec): Resource<void> {
  const names = spec.kubeHosts.map((h) => h.nodeName);
  const kubectl = sh`${`${spec.paths.binDir}/kubectl`} --kubeconfig ${`${spec.paths.configDir}/admin.conf`} --request-timeout 5s`;
  // All nodes are asked for: asked for one by name, kubectl prints no list.
  const ask = sh`out=$(${kubectl} get nodes -o ${'jsonpath={range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status} {end}'} 2>/dev/null) || exit 1
for n in ${names}; do case " $out" in *" $n=True "*) ;; *) exit 1 ;; esac; done`;
  return ready({ name: 'nodes', ask }, { what: `${names.length} nodes are Ready`, timeoutMs: 600_000, everyMs: 1000 });
}
