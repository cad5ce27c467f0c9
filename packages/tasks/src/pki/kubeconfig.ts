import { load } from 'js-yaml';
import { stringify } from 'yaml';
import { Secret } from '@kmagic/core';
import type { Issued } from './issue.ts';
import { reveal } from './reveal.ts';

/** The client's credentials: in the file itself, or files beside it. */
export type Credentials = { readonly issued: Issued } | { readonly certificate: string; readonly key: string } | { readonly token: Secret };

/** What a kubeconfig is made of. */
export interface KubeconfigContent {
  readonly server: string;
  readonly clusterName: string;
  readonly user: string;
  readonly caPem: string;
  readonly credentials: Credentials;
}

/** A kubeconfig laid out as kubeadm writes one. */
export function renderKubeconfig(content: KubeconfigContent): Secret {
  const { clusterName, user, credentials } = content;
  const context = `${user}@${clusterName}`;
  return new Secret(
    stringify(
      {
        apiVersion: 'v1',
        clusters: [{ cluster: { 'certificate-authority-data': base64(content.caPem), server: content.server }, name: clusterName }],
        contexts: [{ context: { cluster: clusterName, user }, name: context }],
        'current-context': context,
        kind: 'Config',
        users: [{ name: user, user: shown(credentials) }],
      },
      { lineWidth: 0 },
    ),
  );
}

function shown(credentials: Credentials): object {
  if ('token' in credentials) return { token: reveal(credentials.token) };
  if (!('issued' in credentials)) return { 'client-certificate': credentials.certificate, 'client-key': credentials.key };
  const { certPem, keyPem } = credentials.issued;
  return { 'client-certificate-data': base64(certPem), 'client-key-data': base64(reveal(keyPem)) };
}

/** What a kubeconfig says of its current context, without any key. */
export interface KubeconfigSummary {
  readonly server: string;
  readonly user: string;
  readonly caPem: string | undefined;
  readonly clientPem: string | undefined;
  readonly files: { readonly certificate: string; readonly key: string } | undefined;
}

/** Reads the current context of a kubeconfig; undefined where the text is not one. */
export function summarizeKubeconfig(text: string): KubeconfigSummary | undefined {
  const { context, cluster, user } = currentContext(text);
  if (typeof cluster['server'] !== 'string') return undefined;
  const [certificate, key] = [user['client-certificate'], user['client-key']];
  return {
    server: cluster['server'],
    user: String(context['user']),
    caPem: decoded(cluster['certificate-authority-data']),
    clientPem: decoded(user['client-certificate-data']),
    files: typeof certificate === 'string' && typeof key === 'string' ? { certificate, key } : undefined,
  };
}

/** The client's key in the current context of a kubeconfig; undefined where it holds none. */
export function kubeconfigKey(text: string): Secret | undefined {
  const key = decoded(currentContext(text).user['client-key-data']);
  return key === undefined ? undefined : new Secret(key);
}

/** A certificate and its key as one file, as the kubelet keeps them. */
export function combinedPem(issued: Issued): Secret {
  return new Secret(issued.certPem + reveal(issued.keyPem));
}

function currentContext(text: string): Readonly<Record<'context' | 'cluster' | 'user', Readonly<Record<string, unknown>>>> {
  // A reader of YAML goes through the data letter by letter, which would take longer than all else about a kubeconfig.
  const data = new Map<unknown, string>();
  const short = text.replace(/(-data: *"?)([A-Za-z0-9+/=]{64,})/g, (_, before: string, word: string) => {
    const place = `<${data.size}>`;
    data.set(place, word);
    return before + place;
  });
  const whole = (fields: unknown): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(record(fields)).map(([name, value]) => [name, data.get(value) ?? value]));
  const root = record(yaml(short));
  const context = record(named(root['contexts'], root['current-context'])['context']);
  const cluster = whole(named(root['clusters'], context['cluster'])['cluster']);
  return { context, cluster, user: whole(named(root['users'], context['user'])['user']) };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decoded(value: unknown): string | undefined {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : undefined;
}

/** With js-yaml, which reads the dozen of a cluster in a fraction of the time of yaml. */
function yaml(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

function named(list: unknown, name: unknown): Readonly<Record<string, unknown>> {
  return record(Array.isArray(list) ? list.find((e) => record(e)['name'] === name) : undefined);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
