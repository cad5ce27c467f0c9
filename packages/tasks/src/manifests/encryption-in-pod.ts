import { parse } from 'yaml';
import { readsOf, type EncryptionRules } from './encryption-configuration.ts';
import { yamlText } from './yaml-text.ts';

const annotation = 'kmagic.io/reads';

/** Says in the API server's pod what it has been able to read since it started: its file may have changed since. */
export function readsAnnotation(rules: EncryptionRules): Readonly<Record<string, string>> {
  return { [annotation]: readsOf(rules).join(' ') };
}

interface Pod {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly { readonly command: readonly string[] }[] };
}

/** What the API server of this manifest can read, as its annotation says. */
export function readsOfPod(manifest: string): readonly string[] {
  return (parse(manifest) as Pod).metadata.annotations?.[annotation]?.split(' ') ?? [];
}

/** The manifest as it is, but for the encryption configuration the API server starts with. */
export function withEncryption(manifest: string, file: string, rules: EncryptionRules): string {
  const pod = parse(manifest) as Pod;
  const [container, ...others] = pod.spec.containers;
  const flag = '--encryption-provider-config=';
  const command = [...(container?.command ?? []).filter((word) => !word.startsWith(flag)), `${flag}${file}`];
  return yamlText({
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, ...readsAnnotation(rules) } },
    spec: { ...pod.spec, containers: [{ ...container, command }, ...others] },
  });
}
