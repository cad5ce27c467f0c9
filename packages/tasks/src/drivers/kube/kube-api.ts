import { KmagicError } from '@kmagic/core';
import type { KubeConnection, Request, Response } from './connection.ts';
import { kindsOfKubernetes, type ApiResource } from './known-kinds.ts';
import { titleOf, type ObjectRef } from './object-ref.ts';

/** An object as the API server gives it. */
export interface LiveObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The API server said no; `status` is the HTTP status. */
export class ApiRefused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const metadataOnly = (kind: string): string => `application/json;as=${kind};g=meta.k8s.io;v=v1`;

/** Reads and writes API objects of any kind; paths of kinds that are not known come from discovery, asked once an API version. */
export class KubeApi {
  readonly #connection: KubeConnection;
  readonly #signal: AbortSignal;
  readonly #discovered: Map<string, Promise<ReadonlyMap<string, ApiResource> | undefined>>;

  constructor(
    connection: KubeConnection,
    discovered: Map<string, Promise<ReadonlyMap<string, ApiResource> | undefined>>,
    signal: AbortSignal,
  ) {
    this.#connection = connection;
    this.#discovered = discovered;
    this.#signal = signal;
  }

  /** The object, or undefined where it or its kind does not exist. */
  async get(ref: ObjectRef, depth: 'whole' | 'metadata' = 'whole'): Promise<LiveObject | undefined> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) return undefined;
    const accept = depth === 'metadata' ? { accept: metadataOnly('PartialObjectMetadata') } : {};
    const response = await this.#connection.send({ method: 'GET', path, ...accept }, this.#signal);
    return response.status === 404 ? undefined : (checked(response, `read ${titleOf(ref)}`) as LiveObject);
  }

  /** All objects of a kind, in one namespace or in all; none where the kind does not exist. */
  async list(of: Omit<ObjectRef, 'name'>, depth: 'whole' | 'metadata' = 'whole'): Promise<readonly LiveObject[]> {
    const path = await this.#pathOf(of);
    if (path === undefined) return [];
    const accept = depth === 'metadata' ? { accept: metadataOnly('PartialObjectMetadataList') } : {};
    const response = await this.#connection.send({ method: 'GET', path, ...accept }, this.#signal);
    if (response.status === 404) return [];
    return (checked(response, `list ${of.kind}`) as { readonly items?: readonly LiveObject[] }).items ?? [];
  }

  /** Server-side apply, with force: what kmagic wants it owns. Gives the object as it is, or would be. */
  async apply(ref: ObjectRef, object: object, how: { readonly manager: string; readonly run: 'real' | 'dry' }): Promise<LiveObject> {
    const query = { fieldManager: how.manager, force: 'true', ...(how.run === 'dry' && { dryRun: 'All' }) };
    return (await this.#change(
      ref,
      { method: 'PATCH', query, body: { type: 'application/apply-patch+yaml', content: object } },
      'apply',
    )) as LiveObject;
  }

  /** JSON merge patch. */
  async merge(ref: ObjectRef, patch: object, manager: string): Promise<void> {
    await this.#change(
      ref,
      { method: 'PATCH', query: { fieldManager: manager }, body: { type: 'application/merge-patch+json', content: patch } },
      'patch',
    );
  }

  /** Deletes the object with what belongs to it; an object that does not exist is as wanted. */
  async delete(ref: ObjectRef): Promise<void> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) return;
    const response = await this.#connection.send({ method: 'DELETE', path, query: { propagationPolicy: 'Background' } }, this.#signal);
    if (response.status !== 404) checked(response, `delete ${titleOf(ref)}`);
  }

  /** Whether the API server says it is ready. */
  async ready(): Promise<boolean> {
    return (await this.#connection.send({ method: 'GET', path: '/readyz' }, this.#signal)).status === 200;
  }

  async #change(ref: ObjectRef, request: Omit<Request, 'path'>, verb: string): Promise<unknown> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) throw new ApiRefused(404, `the API server has no kind ${ref.kind} in ${ref.apiVersion}`);
    return checked(await this.#connection.send({ ...request, path }, this.#signal), `${verb} ${titleOf(ref)}`);
  }

  async #pathOf(of: Omit<ObjectRef, 'name'>, name?: string): Promise<string | undefined> {
    const resource = kindsOfKubernetes[of.apiVersion]?.[of.kind] ?? (await this.#found(of));
    if (resource === undefined) return undefined;
    if (resource.namespaced && name !== undefined && of.namespace === undefined) {
      throw new KmagicError('bug', `${of.kind} ${name} needs a namespace`);
    }
    const inNamespace = resource.namespaced && of.namespace !== undefined ? ['namespaces', of.namespace] : [];
    return [root(of.apiVersion), ...inNamespace, resource.plural, ...(name === undefined ? [] : [name])]
      .map((p, i) => (i === 0 ? p : encodeURIComponent(p)))
      .join('/');
  }

  /** A kind that was not there when others were asked for may have come since, with its definition. */
  async #found({ apiVersion, kind }: Omit<ObjectRef, 'name'>): Promise<ApiResource | undefined> {
    const earlier = this.#discovered.get(apiVersion);
    const found = (await this.#kinds(apiVersion))?.get(kind);
    if (found !== undefined || earlier === undefined) return found;
    if (this.#discovered.get(apiVersion) === earlier) this.#discovered.delete(apiVersion);
    return (await this.#kinds(apiVersion))?.get(kind);
  }

  #kinds(apiVersion: string): Promise<ReadonlyMap<string, ApiResource> | undefined> {
    const known = this.#discovered.get(apiVersion) ?? this.#discover(apiVersion);
    this.#discovered.set(apiVersion, known);
    known.catch(() => this.#discovered.delete(apiVersion));
    return known;
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, ApiResource> | undefined> {
    const response = await this.#connection.send({ method: 'GET', path: root(apiVersion) }, this.#signal);
    if (response.status === 404) return undefined;
    const list = checked(response, `ask for the kinds of ${apiVersion}`) as {
      readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
    };
    const whole = (list.resources ?? []).filter((r) => !r.name.includes('/'));
    return new Map(whole.map((r) => [r.kind, { plural: r.name, namespaced: r.namespaced }]));
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function checked(response: Response, doing: string): unknown {
  if (response.status >= 200 && response.status < 300) return response.body;
  throw new ApiRefused(response.status, `cannot ${doing}: ${reason(response.body)} (status ${response.status})`);
}

/** The message of a Status, or the start of whatever else stands in its place. */
function reason(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') return body.message;
  return (typeof body === 'string' ? body : ((JSON.stringify(body) as string | undefined) ?? '')).slice(0, 200);
}
