import pLimit from 'p-limit';
import { asKmagicError, type KmagicError } from '../errors/kmagic-error.ts';
import type { Connect } from '../transport/transport.ts';
import type { FactStore } from './fact-store.ts';
import { gatherFacts } from './gather-facts.ts';
import type { GatheredFacts } from './stable-facts.ts';

/** Facts of many hosts; one that did not answer has those of its last visit, where there was one, and the reason. */
export interface FactsOfHosts {
  readonly facts: ReadonlyMap<string, GatheredFacts>;
  readonly unreachable: ReadonlyMap<string, KmagicError>;
}

export interface FactsRequest {
  readonly hosts: readonly string[];
  readonly connect: Connect;
  readonly store: FactStore;
  /** How many hosts are asked at once. */
  readonly forks: number;
  readonly signal: AbortSignal;
}

/** Asks all hosts for their facts and keeps what they say; a host that cannot be asked is no error but a row of the answer. */
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
  const fresh = [...facts].filter(([, { age }]) => age === 'fresh');
  await Promise.all(fresh.map(([host, { facts: found }]) => store.save(host, found)));
  return { facts, unreachable };
}
