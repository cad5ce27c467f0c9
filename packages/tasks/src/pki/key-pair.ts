import { createPrivateKey, createPublicKey, generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { KmagicError, Secret } from '@kmagic/core';
import { reveal } from './reveal.ts';

/** The kinds of keys there are, in the words of kubeadm's encryptionAlgorithm. */
export type KeyAlgorithm = 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'ECDSA-P256' | 'ECDSA-P384';

/** A key pair as PEM: the private key PKCS#1 or SEC 1 (what kubeadm writes), the public key SPKI. */
export interface KeyPair {
  readonly keyPem: Secret;
  readonly publicPem: string;
}

const generateAsync = promisify(generate);

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;

/** A new key pair, made outside the event loop. */
export async function generateKeyPair(algorithm: KeyAlgorithm = 'RSA-2048'): Promise<KeyPair> {
  const { publicKey, privateKey } = await (algorithm.startsWith('ECDSA')
    ? generateAsync('ec', {
        namedCurve: algorithm.replace('ECDSA-P', 'P-'),
        publicKeyEncoding,
        privateKeyEncoding: { type: 'sec1', format: 'pem' },
      })
    : generateAsync('rsa', {
        modulusLength: Number(algorithm.replace('RSA-', '')),
        publicKeyEncoding,
        privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      }));
  return { keyPem: new Secret(privateKey), publicPem: publicKey };
}

/** The public half of a private key in PEM (any kind of key). */
export function publicPemOf(keyPem: Secret): string {
  return createPublicKey(reveal(keyPem)).export(publicKeyEncoding) as string;
}

/** How a key signs a certificate: as Go chooses, the hash is as strong as the curve. */
export interface Signer {
  readonly key: KeyObject;
  readonly hash: 'sha256' | 'sha384';
  readonly algorithm: 'sha256WithRSAEncryption' | 'ecdsa-with-SHA256' | 'ecdsa-with-SHA384';
}

/** The signer a private key is; refuses kinds of keys Kubernetes' own tools do not make. */
export function signerOf(keyPem: Secret, owner: string): Signer {
  const key = createPrivateKey(reveal(keyPem));
  if (key.asymmetricKeyType === 'rsa') return { key, hash: 'sha256', algorithm: 'sha256WithRSAEncryption' };
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === 'prime256v1') return { key, hash: 'sha256', algorithm: 'ecdsa-with-SHA256' };
  if (curve === 'secp384r1') return { key, hash: 'sha384', algorithm: 'ecdsa-with-SHA384' };
  throw new KmagicError(
    'unsupported',
    `${owner} has a key of type ${curve ?? key.asymmetricKeyType}, and kmagic signs with RSA, P-256 and P-384`,
    {
      hint: 'issue the certificates that are missing or near expiry with the tool that made this authority; kmagic leaves valid ones as they are',
    },
  );
}
