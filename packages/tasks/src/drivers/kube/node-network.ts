import type { LiveObject } from './kube-api.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastHeartbeatTime?: string;
}

interface WithConditions {
  readonly metadata: { readonly creationTimestamp?: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** A node that is without a network for longer than this after it came is broken, and pods go elsewhere. */
const patienceMs = 60_000;

/**
 * Whether pods may come: the network is up on a node, and on every other one that is about to get it. It is up where the network
 * plugin said so (NetworkUnavailable: False); before, a pod fails and is tried again a quarter of a minute later.
 */
export function haveNetwork(nodes: readonly LiveObject[]): boolean {
  const alive = nodes.filter((live) => readyOf(live) !== undefined && readyOf(live)?.status !== 'Unknown');
  return alive.some(isUp) && alive.every((live) => isUp(live) || isOld(live));
}

/** Whether a node is Ready, and its network is up where it has just come: a kubelet is Ready before its network plugin is. */
export function isReadyWithNetwork(live: LiveObject): boolean {
  return readyOf(live)?.status === 'True' && (isUp(live) || isOld(live));
}

function isUp(live: LiveObject): boolean {
  return condition(live, 'NetworkUnavailable')?.status === 'False';
}

/** By the node's own clock. */
function isOld(live: LiveObject): boolean {
  const { metadata } = live as WithConditions;
  return Date.parse(readyOf(live)?.lastHeartbeatTime ?? '') - Date.parse(metadata.creationTimestamp ?? '') > patienceMs;
}

function readyOf(live: LiveObject): Condition | undefined {
  return condition(live, 'Ready');
}

/** What is said of an object under this type of condition. */
export function condition(live: LiveObject, type: string): Condition | undefined {
  return (live as WithConditions).status?.conditions?.find((c) => c.type === type);
}
