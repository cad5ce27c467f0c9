import { lines, script, sh, type Command } from '@kmagic/core';
import type { ObjectRef } from '../../drivers/kube/object-ref.ts';

/** Where a control plane has kubectl, and the administrator's kubeconfig. */
export interface KubectlPaths {
  readonly binDir: string;
  readonly configDir: string;
}

/** Prints why a node is not ready: what its kubelet says, pods of it that do not run, and what it warned of last. */
export function lookAtNode(name: string, paths: KubectlPaths): Command {
  return looking(paths, [
    sh`kube get node ${name} -o ${`jsonpath=${readyOf}`}`,
    sh`kube get pods -A --no-headers --field-selector ${`spec.nodeName=${name}`} | grep -vwE 'Running|Completed'`,
    sh`kube get events -A ${warnings} | awk -v host=${name} '$1 == host' | ${lastOfEach}`,
  ]);
}

/** Prints the nodes, pods of kube-system that do not run, and what was warned of there last. */
export function lookAtNodes(paths: KubectlPaths): Command {
  return looking(paths, [
    sh`kube get nodes --no-headers`,
    sh`kube -n kube-system get pods -o wide --no-headers | grep -vwE 'Running|Completed'`,
    sh`kube -n kube-system get events ${warnings} | ${lastOfEach}`,
  ]);
}

/** Prints nodes that are not ready, which hold up the roll of a workload, its pods with their hosts, and what was warned of them last. */
export function lookAtPods({ namespace = 'default', name }: ObjectRef, paths: KubectlPaths): Command {
  return looking(paths, [
    sh`kube get nodes --no-headers | awk '$2 !~ /^Ready/' | head -n 4`,
    sh`kube -n ${namespace} get pods -o wide --no-headers | grep ${`^${name}-`} | head -n 12`,
    sh`kube -n ${namespace} get events ${warnings} | awk -v pod=${`${name}-`} 'index($2, pod) == 1' | ${lastOfEach}`,
  ]);
}

const readyOf = '{range .status.conditions[?(@.type=="Ready")]}{.reason}: {.message}{"\\n"}{end}';
const columns = 'HOST:.source.host,OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message';
const warnings = [
  '--field-selector',
  'type=Warning',
  '--sort-by',
  '.metadata.creationTimestamp',
  '--no-headers',
  '-o',
  `custom-columns=${columns}`,
];

/** Of each object the last warning, which may be a page long. */
const lastOfEach = script(`awk '{ last[$2] = substr($0, 1, 500) } END { for (object in last) print last[object] }' | head -n 4`);

/** What kubectl remembers of an API server would stay on the host. */
function looking({ binDir, configDir }: KubectlPaths, looks: readonly Command[]): Command {
  return lines([
    sh`cache=$(mktemp -d)`,
    sh`kube() { ${`${binDir}/kubectl`} --kubeconfig ${`${configDir}/admin.conf`} --cache-dir "$cache" --request-timeout 10s "$@" 2>&1 | grep -v '^No resources found'; }`,
    ...looks,
    script('rm -rf "$cache"'),
  ]);
}
