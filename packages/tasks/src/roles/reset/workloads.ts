import { defineRole, lines, sh, type Command } from '@kmagic/core';
import { leftover } from '../../kinds/leftover/leftover.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { etcdPlaces, madeBy } from './made-by.ts';
import { stopUnit, unitRuns } from './stop-unit.ts';

/** Everything of the cluster that runs on a host ends: the kubelet first, so that it starts nothing again, containerd last. */
export const resetWorkloads = defineRole<ClusterSpec, HostVars>({
  name: 'reset-workloads',
  about: 'Stop the kubelet, the pods, etcd and containerd, and unmount what they leave.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const { binDir } = spec.paths;
    const ctr = `${binDir}/ctr`;
    task(
      'Stop the kubelet',
      leftover(
        { name: 'kubelet', since: [madeBy.kubelet], look: unitRuns('kubelet.service'), disrupts: 'stops the kubelet' },
        { remove: stopUnit('kubelet.service') },
      ),
    );
    task(
      'Stop the pods',
      leftover(
        { name: 'pods', since: [madeBy.containerd], look: runningPods(ctr), disrupts: 'ends every pod' },
        { remove: endPods(ctr, `${binDir}/crictl`) },
      ),
    );
    const etcdContainer = `${etcdPlaces(spec).scriptDir}/etcd-container`;
    task(
      'Stop etcd',
      leftover(
        {
          name: 'etcd',
          since: [madeBy.etcd],
          look: lines([
            unitRuns('etcd.service'),
            sh`[ ! -x ${ctr} ] || ${ctr} -n etcd containers ls -q 2>/dev/null | sed 's/^/container /'`,
          ]),
          disrupts: 'stops the etcd member',
        },
        { remove: lines([stopUnit('etcd.service'), sh`[ ! -x ${etcdContainer} ] || ${etcdContainer} stop`]) },
      ),
    );
    const shims = listShims(`${binDir}/containerd-shim-runc-v2`);
    task(
      'Stop containerd',
      leftover(
        {
          name: 'containerd',
          since: [madeBy.containerd],
          look: lines([unitRuns('containerd.service'), counted(shims, 'shims of containers')]),
          disrupts: 'stops containerd',
        },
        { remove: lines([stopUnit('containerd.service'), endProcesses(shims)]) },
      ),
    );
    const mounts = listMounts(['/var/lib/kubelet', '/run/calico', self.containerd.stateDir, self.containerd.storageDir, '/run/netns/cni-']);
    task(
      'Unmount what pods and containers left',
      leftover(
        { name: 'mounts', since: [madeBy.kubelet, madeBy.containerd], look: counted(mounts, 'mounts') },
        // What is mounted last at a place hides what was mounted there before.
        { remove: sh`${mounts} | sort -r | while IFS= read -r at; do umount "$at" 2>/dev/null || umount -l "$at"; done` },
      ),
    );
  },
});

function runningPods(ctr: string): Command {
  return counted(sh`if [ -x ${ctr} ]; then ${ctr} -n k8s.io tasks ls -q 2>/dev/null; fi`, 'containers of pods');
}

/** Prints how many lines a command prints, unless there are none. */
function counted(list: Command, what: string): Command {
  return sh`n=$(${list} | grep -c .)
[ "$n" -eq 0 ] || echo "$n "${what}`;
}

/** Pods give their addresses back through the API server, so it ends last; what does not end in time is killed. */
function endPods(ctr: string, crictl: string): Command {
  return sh`if [ -x ${crictl} ]; then
  plane=$(timeout 20 ${crictl} pods --label tier=control-plane -q 2>/dev/null | tr '\n' ' ' || :)
  others=
  for pod in $(timeout 20 ${crictl} pods -q 2>/dev/null || :); do
    case " $plane " in *" $pod "*) ;; *) others="$others $pod" ;; esac
  done
  [ -z "$others" ] || timeout 60 ${crictl} rmp -f $others >/dev/null 2>&1 || :
  timeout 60 ${crictl} rmp -fa >/dev/null 2>&1 || :
fi
for t in $(${ctr} -n k8s.io tasks ls -q); do
  ${ctr} -n k8s.io tasks kill -a -s SIGKILL "$t" 2>/dev/null || :
  tries=0
  until ${ctr} -n k8s.io tasks rm -f "$t" >/dev/null 2>&1 || [ $tries -ge 20 ]; do tries=$((tries + 1)); sleep 0.2; done
done`;
}

/** Process ids of containerd's shims: by their program, because another containerd's have the same name. */
function listShims(program: string): Command {
  return sh`ls -l /proc/[0-9]*/exe 2>/dev/null | sed -n ${`s|.*/proc/\\([0-9]*\\)/exe -> ${program}.*|\\1|p`}`;
}

function endProcesses(list: Command): Command {
  return sh`for signal in TERM TERM KILL; do
  pids=$(${list})
  [ -n "$pids" ] || break
  kill -s "$signal" $pids 2>/dev/null || :
  sleep 1
done`;
}

/** What is mounted at or below paths that start so, but not the directories themselves, which may be volumes. */
function listMounts(starts: readonly string[]): Command {
  const program =
    'BEGIN { n = split(starts, s, " ") } { for (i = 1; i <= n; i++) if ($2 != s[i] && index($2, s[i] (s[i] ~ /-$/ ? "" : "/")) == 1) print $2 }';
  return sh`awk -v ${`starts=${starts.join(' ')}`} ${program} /proc/self/mounts`;
}
