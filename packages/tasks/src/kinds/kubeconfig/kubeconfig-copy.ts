import type { NodeId, Planned, Resource } from '@kmagic/core';
import { summarizeKubeconfig } from '../../pki/kubeconfig.ts';
import { kubeconfig } from './kubeconfig.ts';
import type { KubeconfigSeen } from './seen-kubeconfig.ts';

/** A kubeconfig kmagic keeps on a host, and the server a copy of it names instead. */
export interface CopiedKubeconfig {
  readonly host: string;
  readonly path: string;
  readonly server: string;
}

/** What a plan was made from, as far as it matters here. */
export interface Surveyed {
  readonly nodes: readonly { readonly id: NodeId; readonly host: string; readonly resource: Resource<unknown> }[];
  readonly survey: Pick<Planned['survey'], 'answers'>;
}

/** Whether a text is a copy of a kubeconfig as the survey saw it, with the same authority and client certificate. */
export function isKubeconfigCopy(text: string, { host, path, server }: CopiedKubeconfig, { nodes, survey }: Surveyed): boolean {
  const owned = kubeconfig.kind.owns({ path });
  const node = nodes.find(({ resource, ...n }) => n.host === host && resource.kind.owns(resource.subject) === owned);
  const answer = node && survey.answers.get(node.id);
  const seen = answer && 'seen' in answer ? (answer.seen as KubeconfigSeen | null)?.summary : undefined;
  const copy = summarizeKubeconfig(text);
  if (seen?.clientPem === undefined || copy === undefined) return false;
  return copy.server === server && copy.caPem === seen.caPem && copy.clientPem === seen.clientPem;
}
