import { yamlText } from '../../manifests/yaml-text.ts';

/** The text around a secret. */
export interface TextAroundSecret {
  readonly before: string;
  readonly after: string;
}

/** Stands in a document where its secret belongs. */
export const secretHere = 'SECRET-GOES-HERE';

/** A document as YAML, around its secret. */
export function aroundSecret(document: object): TextAroundSecret {
  const [before = '', after = ''] = yamlText(document).split(secretHere);
  return { before, after };
}
