import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '@kmagic/core';
import { reveal } from './reveal.ts';

/** A new 32-byte key in base64, as an EncryptionConfiguration holds it. */
export function newEncryptionKey(): Secret {
  return new Secret(randomBytes(32).toString('base64'));
}

/** SHA-256 in hex of a key's base64: tells keys apart and tells nothing of them. */
export function keyPrintOf(key: Secret): string {
  return createHash('sha256').update(reveal(key)).digest('hex');
}

/** A text with the key wherever the mark stands. */
export function withKey(text: string, mark: string, key: Secret): Secret {
  return new Secret(text.replaceAll(mark, reveal(key)));
}
