import { ready, shortened, type Resource, type Trouble } from '@kmagic/core';
import { nodeRef } from '../../drivers/kube/node.ts';
import { wantHash } from '../../drivers/kube/mark.ts';
import { keyOf, refOf, titleOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { askKube, type KubeQuestion, type NodeState } from '../../drivers/kube/questions.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { lookAtNode, lookAtNodes, lookAtPods, type KubectlPaths } from './look.ts';

const timeoutMs = 600_000;
/** With hosts that do not answer: a DaemonSet's roll that they hold up does not go on by itself. */
const heldUpMs = 60_000;

/** What helps after a wait in vain. */
export interface WaitHelp extends KubectlPaths {
  /** What a person does next. */
  readonly hint: string;
}

/** Waits until a node is registered, or more; asked at a control-plane host. */
export function nodeIs(name: string, state: NodeState, help: WaitHelp): Resource<void> {
  const trouble = { hint: help.hint, look: lookAtNode(name, help) };
  return waitFor({ ask: 'is', ref: nodeRef(name), state }, { trouble, everyMs: 1000, timeoutMs });
}

/** Waits until the network plugin has set up nodes, so that pods may come to them; asked likewise. */
export function nodesHaveNetwork(nodes: readonly string[], help: WaitHelp): Resource<void> {
  const trouble = { hint: help.hint, look: lookAtNodes(help) };
  return ready(
    { name: 'network of nodes', ask: askKube({ ask: 'network', nodes }), trouble },
    { what: 'nodes have a network', timeoutMs, everyMs: 500 },
  );
}

/** What helps while a workload rolls. */
export interface RolloutHelp extends KubectlPaths {
  /** Hosts that do not answer: pods of a DaemonSet cannot be replaced there, and count as those that may be missing for a while. */
  readonly silent: readonly string[];
}

/**
 * Waits until a Deployment or DaemonSet runs all its pods as this object has it, and at least one is available; asked likewise. So a
 * change is waited for too, whatever its roll takes as long as it goes on; less patiently where hosts may hold it up for good. The
 * pods of a Deployment come elsewhere once Kubernetes has given up their node, which takes minutes.
 */
export function workloadServes(workload: KubeObject, { silent, ...paths }: RolloutHelp): Resource<void> {
  const ref = refOf(workload);
  const isHeldUp = workload.kind === 'DaemonSet' && silent.length > 0;
  const trouble = { hint: isHeldUp ? bringBack(silent) : describe(ref), look: lookAtPods(ref, paths) };
  const pace = { everyMs: 300, timeoutMs: isHeldUp ? heldUpMs : timeoutMs };
  return waitFor({ ask: 'is', ref, state: 'serving', want: wantHash(workload) }, { trouble, ...pace });
}

function describe({ kind, namespace = 'default', name }: ObjectRef): string {
  const workload = `${kind.toLowerCase()}/${name}`;
  return `kubectl -n ${namespace} describe ${workload} and kubectl -n ${namespace} logs ${workload} say what it lacks; then apply again: it goes on from here`;
}

function bringBack(silent: readonly string[]): string {
  const [they, them] = silent.length === 1 ? ['does', 'it'] : ['do', 'them'];
  return `${shortened(silent, 6)} ${they} not answer, and a roll goes no further while too many pods are missing: bring ${them} back, or take ${them} out of the cluster; then apply again: it goes on from here`;
}

interface Waiting {
  readonly trouble: Trouble;
  readonly everyMs: number;
  readonly timeoutMs: number;
}

function waitFor(question: Extract<KubeQuestion, { ask: 'is' }>, { trouble, ...pace }: Waiting): Resource<void> {
  const { ref, state } = question;
  return ready({ name: keyOf(ref), ask: askKube(question), trouble }, { what: `${titleOf(ref)} is ${state}`, ...pace });
}
