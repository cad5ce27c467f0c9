import type { KubeApi, LiveObject } from './kube-api.ts';
import { ApiRefused } from './kube-api.ts';
import type { ObjectRef } from './object-ref.ts';
import type { KubeAction, NodeAnswer, Taint } from './questions.ts';

/** The field manager of labels; what it no longer applies, the server removes. */
const labelManager = 'kmagic-node';

/** Which taints kmagic set: the list has no owners by element, since its writers replace it whole. */
const taintAnnotation = 'kmagic.io/taints';

interface NodeFields {
  readonly metadata: {
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly {
      readonly manager?: string;
      readonly fieldsV1?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
    }[];
  };
  readonly spec?: { readonly taints?: readonly (Taint & { readonly timeAdded?: string })[] };
}

/** How a node is referred to. */
export function nodeRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Node', name };
}

/** Labels and taints of a node, and which of them kmagic set. */
export function nodeAnswer(live: LiveObject): NodeAnswer {
  const node = live as unknown as NodeFields;
  const fields = node.metadata.managedFields?.find((e) => e.manager === labelManager)?.fieldsV1;
  return {
    labels: node.metadata.labels ?? {},
    ownLabels: Object.keys(fields?.['f:metadata']?.['f:labels'] ?? {}).flatMap((k) => (k.startsWith('f:') ? [k.slice(2)] : [])),
    taints: (node.spec?.taints ?? []).map(bare),
    ownTaints: parsed(node.metadata.annotations?.[taintAnnotation]),
  };
}

/** Gives a node the labels and taints, and takes away those kmagic gave it before. */
export async function changeNode(api: KubeApi, action: Extract<KubeAction, { do: 'node' }>): Promise<void> {
  const ref = nodeRef(action.name);
  const live = await api.get(ref);
  if (live === undefined) throw new ApiRefused(404, `node ${action.name} has not registered`);
  const node = live as unknown as NodeFields;
  const { ownTaints } = nodeAnswer(live);
  const kept = (node.spec?.taints ?? []).filter((t) => !has(ownTaints, t) && !has(action.taints, t));
  const taints = [...kept, ...action.taints];
  if (JSON.stringify(taints.map(bare)) !== JSON.stringify((node.spec?.taints ?? []).map(bare))) {
    await api.merge(ref, { metadata: { resourceVersion: node.metadata.resourceVersion }, spec: { taints } }, labelManager);
  }
  // With its uid the request can never create a node that went away meanwhile.
  const metadata = {
    name: action.name,
    uid: node.metadata.uid,
    labels: action.labels,
    annotations: { [taintAnnotation]: JSON.stringify(action.taints) },
  };
  await api.apply(ref, { apiVersion: 'v1', kind: 'Node', metadata }, { manager: labelManager, run: 'real' });
}

function bare({ key, value, effect }: Taint): Taint {
  return { key, ...(value !== undefined && value !== '' && { value }), effect };
}

/** A taint is told by key and effect. */
function has(taints: readonly Taint[], taint: Taint): boolean {
  return taints.some((t) => t.key === taint.key && t.effect === taint.effect);
}

function parsed(annotation: string | undefined): readonly Taint[] {
  try {
    const list: unknown = JSON.parse(annotation ?? '[]');
    return Array.isArray(list) ? (list as readonly Taint[]) : [];
  } catch {
    return [];
  }
}
