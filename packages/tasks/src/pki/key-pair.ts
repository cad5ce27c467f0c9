import { createPrivateKey, createPublicKey, generateKeyPair as generate } from 'node:crypto';
import { promisify } from 'node:util';
import { KmagicError, Secret } from '@kmagic/core';
import { reveal } from './reveal.ts';

/** An RSA key pair as PEM: the private key PKCS#1 (what kubeadm writes), the public key SPKI. */
export interface KeyPair {
  readonly keyPem: Secret;
  readonly publicPem: string;
}

const generateAsync = promisify(generate);

/** A new RSA key pair, made outside the event loop. */
export async function generateKeyPair(bits = 2048): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateAsync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return { keyPem: new Secret(privateKey), publicPem: publicKey };
}

/** The public half of a private key in PEM (any kind of key). */
export function publicPemOf(keyPem: Secret): string {
  return createPublicKey(reveal(keyPem)).export({ type: 'spki', format: 'pem' }) as string;
}

/** The private key, for signing; refuses what is not RSA, since certificates are made with node-forge. */
export function rsaPrivateKey(keyPem: Secret, owner: string): ReturnType<typeof createPrivateKey> {
  const key = createPrivateKey(reveal(keyPem));
  if (key.asymmetricKeyType === 'rsa') return key;
  throw new KmagicError('unsupported', `${owner} has a key of type ${key.asymmetricKeyType}, and kmagic signs with RSA keys only`, {
    hint: 'issue the certificates that are missing or near expiry with the tool that made this authority; kmagic leaves valid ones as they are',
  });
}
