import { ready, sh, type Command, type Resource } from '@kmagic/core';

const annotation = 'kmagic.io/inputs';

/** Makes the kubelet start a static pod anew when a file it reads at its start has changed. */
export function guardAnnotations(inputs: string): Readonly<Record<string, string>> {
  return { [annotation]: inputs };
}

/** What to wait for after a static pod's manifest was written. */
export interface StaticPodReady {
  readonly pod: string;
  readonly binDir: string;
  /** Of the manifest on the host: its time of change tells an older pod from today's. */
  readonly manifestPath: string;
  /** Exits 0 when the pod serves. */
  readonly serves: Command;
  readonly timeoutMs: number;
}

/** The pod of the manifest as it stands now runs and serves: an older one that still answers does not count. */
export function staticPodReady({ pod, binDir, manifestPath, serves, timeoutMs }: StaticPodReady): Resource<void> {
  // The kubelet makes a new sandbox for a changed manifest: today's pod is the newest one, made after the file was written.
  const runs = sh`id=$(${`${binDir}/crictl`} pods --name ${`^${pod}-`} --namespace kube-system --state ready -q 2>/dev/null | head -n 1)
[ -n "$id" ] || exit 1
made=$(${`${binDir}/crictl`} inspectp -o go-template --template ${'{{.status.createdAt}}'} "$id") || exit 1
written=$(stat -c %Y ${manifestPath}) || exit 1
[ "$(date -d "$(echo "$made" | cut -c1-19)Z" +%s)" -ge "$written" ]`;
  return ready(
    {
      name: pod,
      ask: sh`( ${runs} ) || exit 1
${serves}`,
    },
    { what: `${pod} runs the manifest as it is now, and serves`, timeoutMs, everyMs: 500 },
  );
}
