import { yamlText } from '../../manifests/yaml-text.ts';

export interface EncryptionOptions {
  readonly algorithm: 'secretbox' | 'aesgcm' | 'aescbc';
  /** Plural resource names: secrets. */
  readonly resources: readonly string[];
  /** 'plain': reads what was encrypted and writes it unencrypted, to be used while encryption is being given up. */
  readonly writes: 'encrypted' | 'plain';
}

/** The text around a key; the file is `before + base64 key + after`. */
export interface TextAroundSecret {
  readonly before: string;
  readonly after: string;
}

/** EncryptionConfiguration without its key: a 32-byte key in base64 goes between the parts. */
export function encryptionConfig({ algorithm, resources, writes }: EncryptionOptions): TextAroundSecret {
  const encrypting = { [algorithm]: { keys: [{ name: 'key', secret: mark }] } };
  const providers = writes === 'encrypted' ? [encrypting, { identity: {} }] : [{ identity: {} }, encrypting];
  const document = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources: [{ resources, providers }] };
  const [before = '', after = ''] = yamlText(document).split(mark);
  return { before, after };
}

const mark = 'KEY-GOES-HERE';
