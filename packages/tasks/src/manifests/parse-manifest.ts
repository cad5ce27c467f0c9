import { KmagicError } from '@kmagic/core';
import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import type { KubeObject } from './kube-object.ts';

/**
 * The objects of a manifest file, empty documents skipped, without what the server would not keep as written: status,
 * creationTimestamp, and the preserveUnknownFields of custom resource definitions where it is false.
 */
export function parseManifest(text: string): readonly KubeObject[] {
  return documentsIn(text).flatMap((value, index) =>
    value === null || value === undefined ? [] : [wholeObject(value, `document ${index + 1}`)],
  );
}

/** With js-yaml, which reads the hundreds of kilobytes of definitions in a third of the time of yaml. */
function documentsIn(text: string): readonly unknown[] {
  try {
    return loadAll(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) throw malformed(error.mark ? `line ${error.mark.line + 1}` : 'a line', error.reason);
    throw error;
  }
}

function wholeObject(value: unknown, at: string): KubeObject {
  if (!isRecord(value)) throw malformed(at, 'it is not an object');
  const rest = storedFields(value);
  const { apiVersion, kind, metadata } = rest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw malformed(at, 'apiVersion or kind is missing');
  if (!isRecord(metadata) || typeof metadata['name'] !== 'string') throw malformed(at, 'metadata.name is missing');
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

function malformed(at: string, why: string): KmagicError {
  return new KmagicError('badVariable', `${at} of a manifest cannot be used: ${why}`, {
    hint: 'the file may be cut short or not a Kubernetes manifest; fetch it again',
  });
}
