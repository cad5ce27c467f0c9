import { setTimeout as pause } from 'node:timers/promises';
import { KmagicError } from '@kmagic/core';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { parseManifest } from '../../manifests/parse-manifest.ts';
import { isTransient, reasonOf } from './failure.ts';
import type { KubeApi } from './kube-api.ts';
import { annotated, fieldManager, marked, ownedFieldsHash, type LiveMetadata } from './mark.ts';
import { changeNode } from './node.ts';
import { condition } from './node-network.ts';
import { refOf, titleOf } from './object-ref.ts';
import type { KubeAction } from './questions.ts';

/** How an action reaches the API server. */
export interface Reach {
  readonly host: string;
  readonly signal: AbortSignal;
  api(): Promise<KubeApi>;
  /** The text of a file on the host. */
  read(path: string): Promise<string>;
  /** After a failure: where nothing answers, the connection is made anew, with credentials read anew. */
  again(): Promise<KubeApi>;
}

/** What is refused for the moment mostly is not a second later: a definition just applied is served soon. */
const pauses = { firstMs: 125, longestMs: 1000 };
const atOnce = 4;

/** Carries out one action; what the server refuses for the moment is tried again until the action's time is up. */
export async function carryOut(action: KubeAction, reach: Reach): Promise<void> {
  const patient = <T>(doing: string, once: (api: KubeApi) => Promise<T>): Promise<T> =>
    untilDone(doing, { reach, timeoutMs: action.timeoutMs, once });
  switch (action.do) {
    case 'apply':
      for (const group of inOrder(action.objects)) {
        await eachAtOnce(group, (object) => patient(`apply ${titleOf(refOf(object))}`, (api) => applyOne(api, object)));
        await eachAtOnce(group.filter(isDefinition), (object) =>
          patient(`wait for ${titleOf(refOf(object))}`, (api) => established(api, object)),
        );
      }
      return;
    case 'definitions': {
      const definitions = parseManifest(await reach.read(action.path));
      const mark = { [action.annotation]: `${action.sha256}.${definitions.length}` };
      return eachAtOnce(definitions, (definition) => {
        const ref = refOf(definition);
        return patient(`apply ${titleOf(ref)}`, async (api) => {
          await api.apply(ref, annotated(definition, mark), { manager: fieldManager, run: 'real' });
        });
      });
    }
    case 'delete':
      return eachAtOnce(action.refs, async (ref) => {
        await patient(`delete ${titleOf(ref)}`, (api) => api.delete(ref));
        await patient(`wait until ${titleOf(ref)} is gone`, async (api) => {
          if ((await api.get(ref, 'metadata')) !== undefined) throw new Error('it is still there');
        });
      });
    case 'node':
      return patient(`change node ${action.name}`, (api) => changeNode(api, action));
  }
}

/** Applied with the mark that tells later that nothing has changed; the dry run says which fields will be owned. */
async function applyOne(api: KubeApi, object: KubeObject): Promise<void> {
  const ref = refOf(object);
  const would = await api.apply(ref, marked(object, '0'), { manager: fieldManager, run: 'dry' });
  const fields = ownedFieldsHash(would.metadata as LiveMetadata) ?? 'none';
  await api.apply(ref, marked(object, fields), { manager: fieldManager, run: 'real' });
}

async function established(api: KubeApi, definition: KubeObject): Promise<void> {
  const live = await api.get(refOf(definition));
  if (live === undefined || condition(live, 'Established')?.status !== 'True') throw new Error('the API server does not serve it yet');
}

const rankOf: Readonly<Record<string, number>> = {
  Namespace: 0,
  CustomResourceDefinition: 1,
  Deployment: 3,
  DaemonSet: 3,
  StatefulSet: 3,
  ReplicaSet: 3,
  Job: 3,
  CronJob: 3,
  Pod: 3,
  APIService: 4,
  ValidatingWebhookConfiguration: 4,
  MutatingWebhookConfiguration: 4,
};

/** Namespaces, definitions, what workloads need, workloads, and what stands in the way of others last. */
function inOrder(objects: readonly KubeObject[]): readonly (readonly KubeObject[])[] {
  const groups = Map.groupBy(objects, (object) => rankOf[object.kind] ?? 2);
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function isDefinition(object: KubeObject): boolean {
  return object.kind === 'CustomResourceDefinition';
}

async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

interface Attempt<T> {
  readonly reach: Reach;
  readonly timeoutMs: number;
  once(api: KubeApi): Promise<T>;
}

async function untilDone<T>(doing: string, { reach, timeoutMs, once }: Attempt<T>): Promise<T> {
  let waitedMs = 0;
  for (let pauseMs = pauses.firstMs; ; pauseMs = Math.min(2 * pauseMs, pauses.longestMs)) {
    try {
      return await once(await (waitedMs === 0 ? reach.api() : reach.again()));
    } catch (error) {
      reach.signal.throwIfAborted();
      if (!isTransient(error) || waitedMs >= timeoutMs) {
        throw new KmagicError('driverFailed', `${reach.host}: ${doing}: ${reasonOf(error)}`, { host: reach.host, cause: error });
      }
    }
    await pause(pauseMs, undefined, { signal: reach.signal });
    waitedMs += pauseMs;
  }
}
