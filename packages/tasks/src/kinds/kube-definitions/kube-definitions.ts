import { defineKind } from '@kmagic/core';
import { actKube, askKube, type Api } from '../../drivers/kube/questions.ts';
import { parseAnswer } from '../kube-objects/kube-objects.ts';

export interface DefinitionsSubject {
  /** A verified manifest on the host with nothing but custom resource definitions. */
  readonly path: string;
}

export interface DefinitionsWant {
  /** Of the manifest. */
  readonly sha256: string;
}

/** What each definition of the cluster says it was applied from, by its name. */
export type DefinitionsSeen = Api<Readonly<Record<string, string>>>;

/** The sha256 of the manifest a definition was applied from, a dot, and how many definitions that manifest has. */
const mark = 'kmagic.io/source';

/**
 * The custom resource definitions of a downloaded manifest, all of them. They are too large to be read along with
 * everything else, so each carries which manifest it is of, and of how many it is one.
 */
export const kubeDefinitions = defineKind<DefinitionsSubject, DefinitionsWant, DefinitionsSeen>({
  name: 'kube-definitions',
  owns: ({ path }) => `kube-definitions:${path}`,
  probe: () => ({
    key: 'kube-definitions',
    ask: askKube({ ask: 'annotation', apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: mark }),
    parse: (out) => parseAnswer(out),
  }),
  diff: ({ sha256 }, seen) => {
    const what = `custom resource definitions, sha256 ${sha256.slice(0, 12)}`;
    if (seen.api === 'absent') return [{ what, action: 'create' }];
    if (seen.api === 'down') return [{ what: `${what} (cannot be seen: no API server answers: ${seen.why})`, action: 'run' }];
    const marks = Object.values(seen.answer);
    const [first, ...others] = marks.filter((m) => m.startsWith(`${sha256}.`));
    if (first === `${sha256}.${others.length + 1}` && others.every((other) => other === first)) return [];
    return [{ what, action: marks.length === 0 ? 'create' : 'update' }];
  },
  steps: ({ subject: { path }, want: { sha256 } }) => [
    {
      do: 'drive',
      what: `the API server to take the definitions in ${path}`,
      // What they define is served a moment later; who applies it tries again until then.
      ...actKube({ do: 'definitions', path, annotation: mark, sha256, timeoutMs: 180_000 }),
    },
  ],
});
