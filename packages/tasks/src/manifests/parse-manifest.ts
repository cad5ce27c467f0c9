import { KmagicError } from '@kmagic/core';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from './kube-object.ts';

/**
 * The objects of a manifest file, empty documents skipped, without what the server would not keep as written: status,
 * creationTimestamp, and the preserveUnknownFields of custom resource definitions where it is false.
 */
export function parseManifest(text: string): readonly KubeObject[] {
  const documents = parseAllDocuments(text, { schema: 'core', logLevel: 'error' });
  return [...documents].flatMap((document, index) => {
    const fault = document.errors[0];
    if (fault) throw malformed(index, fault.message);
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : [wholeObject(value, index)];
  });
}

function wholeObject(value: unknown, index: number): KubeObject {
  if (!isRecord(value)) throw malformed(index, 'it is not an object');
  const rest = storedFields(value);
  const { apiVersion, kind, metadata } = rest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw malformed(index, 'apiVersion or kind is missing');
  if (!isRecord(metadata) || typeof metadata['name'] !== 'string') throw malformed(index, 'metadata.name is missing');
  const { creationTimestamp: __, ...kept } = metadata;
  return { ...rest, apiVersion, kind, metadata: { ...kept, name: metadata['name'] } };
}

function storedFields(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { status: _, ...kept } = value;
  const { spec } = kept;
  if (kept['kind'] !== 'CustomResourceDefinition' || !isRecord(spec) || spec['preserveUnknownFields'] !== false) return kept;
  const { preserveUnknownFields: __, ...keptSpec } = spec;
  return { ...kept, spec: keptSpec };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(index: number, why: string): KmagicError {
  return new KmagicError('badVariable', `document ${index + 1} of a manifest cannot be used: ${why.split('\n')[0]}`, {
    hint: 'the file may be cut short or not a Kubernetes manifest; fetch it again',
  });
}
