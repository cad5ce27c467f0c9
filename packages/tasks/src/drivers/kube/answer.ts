import type { KubeObject } from '../../manifests/kube-object.ts';
import { isDown, reasonOf } from './failure.ts';
import type { KubeApi, LiveObject } from './kube-api.ts';
import { appliedOf, fieldManager, marked, wantHash, type LiveMetadata } from './mark.ts';
import { nodeAnswer, nodeRef } from './node.ts';
import { condition, haveNetwork, isReadyWithNetwork } from './node-network.ts';
import { keyOf, refOf, type ObjectRef } from './object-ref.ts';
import type { AppliedAnswer, KubeQuestion, NodeAnswer, Preview } from './questions.ts';
import { howFarRolled } from './rollout.ts';
import { shownYaml } from './shown-yaml.ts';

/** Answers questions of one batch: what several of them need is read once. */
export class Answerer {
  readonly #api: KubeApi;
  readonly #states: Promise<ReadonlyMap<string, LiveObject>>;
  readonly #whole: Promise<ReadonlyMap<string, LiveObject>>;

  constructor(api: KubeApi, questions: readonly KubeQuestion[]) {
    this.#api = api;
    this.#states = readAll(api, questions.flatMap(refsIn), 'metadata');
    this.#whole = readAll(api, questions.flatMap(wholeIn), 'whole');
    // Those who need them see the failure; a batch without such a question must not fail by it.
    this.#states.catch(() => undefined);
    this.#whole.catch(() => undefined);
  }

  async answer(question: KubeQuestion): Promise<unknown> {
    switch (question.ask) {
      case 'ready':
        return await this.#api.ready();
      case 'applied':
        return await this.#applied(question.refs);
      case 'preview':
        return await this.#previews(question.objects);
      case 'get':
        return (await this.#api.get(question.ref)) ?? null;
      case 'list':
        return await this.#api.list(question);
      case 'annotation':
        return await this.#annotation(question);
      case 'node':
        return await this.#node(question.name);
      case 'is':
        return howFar((await this.#whole).get(keyOf(question.ref)), question);
      case 'network': {
        const whole = await this.#whole;
        return haveNetwork(question.nodes.flatMap((name) => whole.get(keyOf(nodeRef(name))) ?? []));
      }
    }
  }

  async #applied(refs: readonly ObjectRef[]): Promise<AppliedAnswer> {
    const states = await this.#states;
    return Object.fromEntries(
      refs.map((ref) => {
        const live = states.get(keyOf(ref));
        return [keyOf(ref), live === undefined ? null : appliedOf(live.metadata as LiveMetadata)];
      }),
    );
  }

  async #previews(objects: readonly KubeObject[]): Promise<readonly Preview[]> {
    const states = await this.#states;
    const differing = objects.filter((object) => {
      const live = states.get(keyOf(refOf(object)));
      if (live === undefined) return true;
      const { want, intact } = appliedOf(live.metadata as LiveMetadata);
      return want !== wantHash(object) || !intact;
    });
    return await Promise.all(differing.map((object) => this.#preview(object)));
  }

  async #preview(object: KubeObject): Promise<Preview> {
    const ref = refOf(object);
    const key = keyOf(ref);
    const live = await this.#api.get(ref);
    const before = live === undefined ? {} : { before: shownYaml(live) };
    try {
      const after = await this.#api.apply(ref, marked(object, ''), { manager: fieldManager, run: 'dry' });
      return { key, ...before, after: shownYaml(after) };
    } catch (error) {
      if (isDown(error)) throw error;
      // Its namespace or its kind may be made by the same apply: then the want is all there is to show.
      return { key, ...before, after: shownYaml({ ...object }), error: reasonOf(error) };
    }
  }

  async #node(name: string): Promise<NodeAnswer | null> {
    const live = (await this.#whole).get(keyOf(nodeRef(name)));
    return live === undefined ? null : nodeAnswer(live);
  }

  async #annotation({ apiVersion, kind, name }: Extract<KubeQuestion, { ask: 'annotation' }>): Promise<Readonly<Record<string, string>>> {
    const objects = await this.#api.list({ apiVersion, kind }, 'metadata');
    return Object.fromEntries(
      objects.flatMap(({ metadata }) => {
        const value = (metadata as LiveMetadata).annotations?.[name];
        return value === undefined ? [] : [[metadata.name, value] as const];
      }),
    );
  }
}

function wholeIn(question: KubeQuestion): readonly ObjectRef[] {
  if (question.ask === 'node') return [nodeRef(question.name)];
  if (question.ask === 'network') return question.nodes.map(nodeRef);
  return question.ask === 'is' ? [question.ref] : [];
}

/** Whether the object is so; a text says how far it has come. */
function howFar(live: LiveObject | undefined, { state, want }: Extract<KubeQuestion, { ask: 'is' }>): boolean | string {
  if (live === undefined || state === 'there') return live !== undefined;
  if (state === 'Ready') return condition(live, 'Ready')?.status === 'True';
  if (state === 'Ready with a network') return isReadyWithNetwork(live);
  return (want === undefined || appliedOf(live.metadata as LiveMetadata).want === want) && howFarRolled(live);
}

function refsIn(question: KubeQuestion): readonly ObjectRef[] {
  if (question.ask === 'applied') return question.refs;
  return question.ask === 'preview' ? question.objects.map(refOf) : [];
}

/** One LIST a kind and namespace, whatever the number of objects; a lone object by its name. */
async function readAll(api: KubeApi, refs: readonly ObjectRef[], depth: 'whole' | 'metadata'): Promise<ReadonlyMap<string, LiveObject>> {
  const distinct = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
  const groups = Map.groupBy(distinct, ({ apiVersion, kind, namespace }) => JSON.stringify([apiVersion, kind, namespace]));
  const found = await Promise.all(
    [...groups.values()].map(async (group) => {
      const [{ name, ...of }] = group as [ObjectRef];
      const objects = group.length === 1 ? [await api.get({ ...of, name }, depth)] : await api.list(of, depth);
      return objects.flatMap((live) => (live === undefined ? [] : [[keyOf({ ...of, name: live.metadata.name }), live] as const]));
    }),
  );
  return new Map(found.flat());
}
