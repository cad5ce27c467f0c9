import { KmagicError, Secret, sh, type Ephemeral, type LateContext, type Ref } from '@kmagic/core';
import type { AuthoritySpec } from '../../pki/authorities.ts';
import { read } from '../../pki/certificate.ts';
import { createAuthority, newSeed } from '../../pki/issue.ts';
import { publicPemOf } from '../../pki/key-pair.ts';
import type { Choice } from './choose.ts';

/** Both parts of an authority. */
export interface AuthorityMaterial {
  readonly publicPem: string;
  readonly keyPem: Secret;
}

/** The authority itself, made once a run and only when something is signed or copied: read back from a host, or new. */
export function authorityMaterial(spec: AuthoritySpec, choice: Ref<Choice>): Ephemeral<AuthorityMaterial> {
  return {
    name: `the ${spec.title}`,
    needs: [choice],
    async make(context) {
      const chosen = choice.get(context.answers);
      if (chosen.use === 'existing') return { publicPem: chosen.publicPem, keyPem: await readKey(spec, chosen, context) };
      const seed = await newSeed(context.now, chosen.use === 'key' ? await orphan(spec, chosen.keyHosts, context) : spec.keyAlgorithm);
      if (spec.kind === 'key pair') return { publicPem: seed.publicPem, keyPem: seed.keyPem };
      const made = createAuthority(spec, seed);
      return { publicPem: made.certPem, keyPem: made.keyPem };
    },
  };
}

async function orphan(
  spec: AuthoritySpec,
  hosts: readonly string[],
  context: LateContext,
): Promise<{ readonly keyPem: Secret; readonly publicPem: string }> {
  const keyPem = await readFrom(spec, hosts, context);
  return { keyPem, publicPem: publicPemOf(keyPem) };
}

async function readKey(spec: AuthoritySpec, chosen: Extract<Choice, { use: 'existing' }>, context: LateContext): Promise<Secret> {
  if (chosen.keyHosts.length === 0) {
    throw new KmagicError('refused', `the ${spec.title} exists, but its private key is on none of the hosts that own it`, {
      hint: `put the key at ${spec.keyPath} on one of them; kmagic does not work with a key kept elsewhere`,
    });
  }
  const keyPem = await readFrom(spec, chosen.keyHosts, context);
  const publicKey = read(chosen.publicPem)?.publicKey.export({ type: 'spki', format: 'pem' }) ?? chosen.publicPem;
  if (bare(publicPemOf(keyPem)) === bare(publicKey.toString())) return keyPem;
  throw new KmagicError('refused', `the private key of the ${spec.title} on ${chosen.keyHosts[0]} does not belong to its public part`, {
    hint: `compare ${spec.keyPath} on the hosts that own it`,
  });
}

/** From the first host that still answers. */
async function readFrom(spec: AuthoritySpec, hosts: readonly string[], context: LateContext): Promise<Secret> {
  let failure: unknown;
  for (const host of hosts) {
    try {
      return new Secret(await context.run(host, sh`cat ${spec.keyPath}`));
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function bare(pem: string): string {
  return pem.replaceAll(/\s/g, '');
}
