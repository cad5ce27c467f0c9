import { stringify } from 'yaml';
import type { KubeObject } from './kube-object.ts';

/**
 * One YAML document: keys sorted, no line folding, no anchors, so that equal objects are equal text. What YAML 1.1 would
 * read as another type (`yes`, `0777`, `1:20`) is quoted, since Kubernetes reads YAML 1.1.
 */
export function yamlText(value: object): string {
  return stringify(value, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1', indentSeq: false });
}

/** Documents in one file, in the order given. */
export function yamlDocuments(values: readonly object[]): string {
  return values.map(yamlText).join('---\n');
}

/** The file of a static pod, or of any other object. */
export function manifestYaml(object: KubeObject): string {
  return yamlText(object);
}
