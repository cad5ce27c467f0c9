import { asKmagicError, gatherFacts, type Connect, type FactStore, type GatheredFacts, type KmagicError } from '@kmagic/core';
import pLimit from 'p-limit';

/** Facts of all hosts, asked at once; a host that does not answer has those of its last visit, and the reason. */
export interface FactsOfHosts {
  readonly facts: ReadonlyMap<string, GatheredFacts>;
  readonly unreachable: ReadonlyMap<string, KmagicError>;
}

export interface FactsRequest {
  readonly hosts: readonly string[];
  readonly connect: Connect;
  readonly store: FactStore;
  readonly forks: number;
  readonly signal: AbortSignal;
}

export async function gatherAllFacts({ hosts, connect, store, forks, signal }: FactsRequest): Promise<FactsOfHosts> {
  const facts = new Map<string, GatheredFacts>();
  const unreachable = new Map<string, KmagicError>();
  const limit = pLimit(forks);
  await Promise.all(
    hosts.map((host) =>
      limit(async () => {
        try {
          const found = await gatherFacts(await connect(host, signal), signal);
          facts.set(host, { facts: found, age: 'fresh' });
        } catch (thrown) {
          unreachable.set(host, asKmagicError(thrown));
          const kept = await store.load(host);
          if (kept !== undefined) facts.set(host, { facts: kept, age: 'stale' });
        }
      }),
    ),
  );
  for (const [host, { facts: found, age }] of facts) if (age === 'fresh') await store.save(host, found);
  return { facts, unreachable };
}
