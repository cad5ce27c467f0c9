import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { reveal, type Secret } from '../secret/secret.ts';

/** Why hexadecimal text gives no bytes: another password made it, or it is not whole. */
export type Unopened = 'otherPassword' | 'broken';

/*
 * Ansible's AES256: salt, HMAC and ciphertext in hexadecimal, a line each, and these lines in hexadecimal again. Its npm library
 * takes and gives text only, which is not what every file holds.
 */

/** Any bytes encrypted as ansible-vault does, the lines below its header; the same bytes differ every time. */
export function sealBytes(bytes: Uint8Array, password: Secret): string {
  const salt = randomBytes(32);
  const { key, hmacKey, counter } = keysOf(password, salt);
  const cipher = createCipheriv('aes-256-ctr', key, counter);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.update(padding(bytes.length)), cipher.final()]);
  const lines = [salt, hmacOf(hmacKey, sealed), sealed].map((part) => part.toString('hex')).join('\n');
  return (
    Buffer.from(lines)
      .toString('hex')
      .match(/.{1,80}/g) ?? []
  ).join('\n');
}

/** The bytes again, exactly; `hex` is the text below the header without its line breaks. */
export function unsealBytes(hex: string, password: Secret): Uint8Array | Unopened {
  const parts = Buffer.from(hex, 'hex').toString('latin1').split('\n');
  if (parts.length !== 3 || !parts.every((part) => /^(?:[0-9a-f]{2})+$/i.test(part))) return 'broken';
  const [salt, hmac, sealed] = parts.map((part) => Buffer.from(part, 'hex')) as [Buffer, Buffer, Buffer];
  const { key, hmacKey, counter } = keysOf(password, salt);
  const expected = hmacOf(hmacKey, sealed);
  if (hmac.length !== expected.length || !timingSafeEqual(hmac, expected)) return 'otherPassword';
  const decipher = createDecipheriv('aes-256-ctr', key, counter);
  return unpadded(Buffer.concat([decipher.update(sealed), decipher.final()])) ?? 'broken';
}

const block = 16;

interface Keys {
  readonly key: Buffer;
  readonly hmacKey: Buffer;
  readonly counter: Buffer;
}

function keysOf(password: Secret, salt: Buffer): Keys {
  const derived = pbkdf2Sync(reveal(password), salt, 10_000, 80, 'sha256');
  return { key: derived.subarray(0, 32), hmacKey: derived.subarray(32, 64), counter: derived.subarray(64) };
}

function hmacOf(key: Buffer, sealed: Buffer): Buffer {
  return createHmac('sha256', key).update(sealed).digest();
}

/** As PKCS#7 pads: as many bytes as are missing, each of them their number. */
function padding(length: number): Buffer {
  const missing = block - (length % block);
  return Buffer.alloc(missing, missing);
}

function unpadded(padded: Buffer): Buffer | undefined {
  const count = padded.at(-1) ?? 0;
  const end = padded.length - count;
  const isPadding = count >= 1 && count <= block && end >= 0 && padded.subarray(end).every((byte) => byte === count);
  return isPadding ? padded.subarray(0, end) : undefined;
}
