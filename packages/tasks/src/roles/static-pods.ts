import { ready, script, sh, type Command, type Resource, type Trouble } from '@kmagic/core';
import type { ClusterSpec } from '../spec/cluster-spec.ts';

const annotation = 'kmagic.io/inputs';

/** Makes the kubelet start a static pod anew when a file it reads at its start has changed. */
export function guardAnnotations(inputs: string): Readonly<Record<string, string>> {
  return { [annotation]: inputs };
}

/** A static pod on a host, and how it shows that it serves. */
export interface StaticPod {
  readonly pod: string;
  readonly binDir: string;
  /** Of the manifest on the host: its time of change tells an older pod from today's. */
  readonly manifestPath: string;
  /** Exits 0 when the pod serves. */
  readonly serves: Command;
}

/** Waits until the pod of the manifest as it stands now runs and serves. */
export function staticPodReady(pod: StaticPod, timeoutMs: number): Resource<void> {
  return ready(
    { name: pod.pod, ask: staticPodServes(pod), trouble: troubleOf(pod) },
    { what: `${pod.pod} runs the manifest as it is now, and serves`, timeoutMs, everyMs: 500 },
  );
}

function troubleOf({ pod, binDir, manifestPath }: StaticPod): Trouble {
  const crictl = `${binDir}/crictl`;
  return {
    look: sh`id=$(${crictl} ps -a --name ${`^${pod}$`} -q 2>/dev/null | head -n 1)
if [ -n "$id" ]; then ${crictl} logs --tail 15 "$id" 2>&1; else echo ${`no container of ${manifestPath} was ever made; the kubelet says:`}; journalctl -u kubelet.service -n 15 --no-pager -o cat; fi`,
    hint: `crictl ps -a and crictl logs on that host show ${pod}, journalctl -u kubelet why it does not start; then apply again: it goes on from here`,
  };
}

/** Where containerd keeps a directory for each sandbox and container that runs: quicker to look at than to ask it, where it is so. */
const tasks = '/run/containerd/io.containerd.runtime.v2.task/k8s.io/*/config.json';

/** Exits 0 when the pod of the manifest as it stands now runs and serves: an older one that still answers does not count. */
export function staticPodServes({ pod, binDir, manifestPath, serves }: StaticPod): Command {
  // The kubelet makes a new sandbox for a changed manifest: today's pod is the newest one, made after the file was written.
  const shown = sh`for made in $(grep -ls ${`"io.kubernetes.cri.container-type":"sandbox".*"io.kubernetes.cri.sandbox-name":"${pod}-`} ${script(tasks)}); do [ ! "$made" -nt ${manifestPath} ] || exit 0; done; exit 1`;
  const asked = sh`id=$(${`${binDir}/crictl`} pods --name ${`^${pod}-`} --namespace kube-system --state ready -q 2>/dev/null | head -n 1)
[ -n "$id" ] || exit 1
made=$(${`${binDir}/crictl`} inspectp -o go-template --template ${'{{.status.createdAt}}'} "$id") || exit 1
written=$(stat -c %Y ${manifestPath}) || exit 1
[ "$(date -d "$(echo "$made" | cut -c1-19)Z" +%s)" -ge "$written" ]`;
  return sh`( ${shown} ) || ( ${asked} ) || exit 1
${serves}`;
}

/** The API server of a host, by the paths of the cluster. */
export function apiserverPodOf({ paths, apiserver }: ClusterSpec): StaticPod {
  const file = (name: string): string => `${paths.certDir}/${name}`;
  const serves = sh`curl -sf -m 5 -o /dev/null --cacert ${file('ca.crt')} --cert ${file('apiserver-kubelet-client.crt')} --key ${file('apiserver-kubelet-client.key')} ${`https://127.0.0.1:${apiserver.port}/readyz`}`;
  return { pod: 'kube-apiserver', binDir: paths.binDir, manifestPath: `${paths.manifestDir}/kube-apiserver.yaml`, serves };
}
