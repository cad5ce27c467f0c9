import { fingerprint } from '@kmagic/core';
import { yamlText } from '../../manifests/yaml-text.ts';
import { markAnnotation } from './mark.ts';

const addedByServer = ['managedFields', 'resourceVersion', 'uid', 'creationTimestamp', 'generation', 'selfLink'];

/** An object as YAML, without what the server adds and without the content of Secrets. */
export function shownYaml(object: Readonly<Record<string, unknown>>): string {
  const { status: _status, metadata, ...rest } = object;
  const kept = Object.fromEntries(Object.entries(record(metadata)).filter(([name]) => !addedByServer.includes(name)));
  const { [markAnnotation]: _mark, ...annotations } = record(kept['annotations']);
  const { annotations: _annotations, ...names } = kept;
  const shown = { ...rest, metadata: { ...names, ...(Object.keys(annotations).length > 0 && { annotations }) } };
  return yamlText(object['kind'] === 'Secret' ? hidden(shown) : shown);
}

function hidden(object: Readonly<Record<string, unknown>>): object {
  const data = { ...record(object['data']), ...record(object['stringData']) };
  const masked = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, `(secret ${fingerprint(value).slice(0, 8)})`]));
  const { stringData: _stringData, ...rest } = object;
  return { ...rest, data: masked };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
