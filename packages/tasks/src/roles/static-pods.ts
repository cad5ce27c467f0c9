import { lines, ready, sh, type Command, type Resource, type Trouble } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';

const annotation = 'kmagic.io/inputs';

/** Makes the kubelet start a static pod anew when a file it reads at its start has changed. */
export function guardAnnotations(inputs: string): Readonly<Record<string, string>> {
  return { [annotation]: inputs };
}

/** Static pods of a host that are waited for together, and how they show that they serve. */
export interface StaticPods {
  readonly pods: readonly string[];
  readonly binDir: string;
  /** Of the manifests, each named after its pod: its time of change tells an older pod from today's. */
  readonly manifestDir: string;
  /** Of containerd, with a directory for each sandbox that runs. */
  readonly stateDir: string;
  /** Exits 0 when they serve. */
  readonly serve: Command;
}

/** Waits until the pods of the manifests as they stand now run and serve. */
export function staticPodsReady(pods: StaticPods, timeoutMs: number): Resource<void> {
  const names = pods.pods.join(' and ');
  const one = pods.pods.length === 1;
  return ready(
    { name: pods.pods.join('+'), ask: staticPodsServe(pods), trouble: staticPodsTrouble(pods) },
    {
      what: `${names} ${one ? 'runs the manifest as it is now, and serves' : 'run the manifests as they are now, and serve'}`,
      timeoutMs,
      everyMs: 500,
    },
  );
}

/** Where to look when the pods do not come to serve: what their containers said, or why there are none. */
export function staticPodsTrouble({ pods, binDir, manifestDir }: Pick<StaticPods, 'pods' | 'binDir' | 'manifestDir'>): Trouble {
  const crictl = `${binDir}/crictl`;
  // All of it is to fit into the last lines that an error shows.
  const lastLines = pods.length === 1 ? 15 : 8;
  const looks = pods.map(
    (pod) => sh`id=$(${crictl} ps -a --name ${`^${pod}$`} -q 2>/dev/null | head -n 1)
if [ -n "$id" ]; then ${crictl} inspect -o go-template --template ${stateOf(pod)} "$id"; echo ${`what ${pod} said last:`}; ${crictl} logs --tail ${lastLines} "$id" 2>&1; else echo ${`no container of ${manifestDir}/${pod}.yaml was ever made; the kubelet says:`}; journalctl -u kubelet.service -n ${lastLines} --no-pager -o cat; fi`,
  );
  return {
    look: lines(looks),
    hint: `crictl ps -a and crictl logs on that host show ${pods.join(' and ')}, journalctl -u kubelet what keeps a pod from starting; then apply again: it goes on from here`,
  };
}

/** In crictl's words, where they say more than that it runs: a container that could not be started has said nothing itself. */
function stateOf(pod: string): string {
  return `{{if .status.message}}${pod} is {{.status.reason}}: {{.status.message}}{{"\\n"}}{{end}}`;
}

/** Exits 0 when the pods of the manifests as they stand now run and serve: an older one that still answers does not count. */
export function staticPodsServe({ pods, serve, ...where }: StaticPods): Command {
  return lines([...pods.map((pod) => isOfToday(pod, where)), serve]);
}

/**
 * Leaves the shell with 1 unless a sandbox of the pod is younger than its manifest: the kubelet makes a new one for a changed manifest.
 * Where containerd keeps its tasks as it does today, looking there is quicker than asking it.
 */
function isOfToday(pod: string, { binDir, manifestDir, stateDir }: Omit<StaticPods, 'pods' | 'serve'>): Command {
  const [manifestPath, crictl, tasks] = [`${manifestDir}/${pod}.yaml`, `${binDir}/crictl`, `${stateDir}/io.containerd.runtime.v2.task`];
  return sh`( if [ -d ${tasks} ]; then
  for made in $(grep -ls ${`"io.kubernetes.cri.container-type":"sandbox".*"io.kubernetes.cri.sandbox-name":"${pod}-`} ${tasks}/k8s.io/*/config.json); do [ ! "$made" -nt ${manifestPath} ] || exit 0; done
  exit 1
fi
id=$(${crictl} pods --name ${`^${pod}-`} --namespace kube-system --state ready -q 2>/dev/null | head -n 1)
[ -n "$id" ] || exit 1
made=$(${crictl} inspectp -o go-template --template ${'{{.status.createdAt}}'} "$id") || exit 1
written=$(stat -c %Y ${manifestPath}) || exit 1
[ "$(date -d "$(echo "$made" | cut -c1-19)Z" +%s)" -ge "$written" ] ) || exit 1`;
}

/** The API server of a host, by the paths of the cluster. */
export function apiserverPodOf({ paths, apiserver }: ClusterSpec, { containerd }: HostSpec): StaticPods {
  const file = (name: string): string => `${paths.certDir}/${name}`;
  const serve = sh`curl -sf --noproxy '*' -m 5 -o /dev/null --cacert ${file('ca.crt')} --cert ${file('apiserver-kubelet-client.crt')} --key ${file('apiserver-kubelet-client.key')} ${`https://127.0.0.1:${apiserver.port}/readyz`}`;
  return { pods: ['kube-apiserver'], binDir: paths.binDir, manifestDir: paths.manifestDir, stateDir: containerd.stateDir, serve };
}
