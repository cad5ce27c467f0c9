import type { Connect, Transport } from '../transport/transport.ts';

/** The connections of one run. */
export interface Connections {
  /** One connection a host; a host that was not reached is not tried again. */
  readonly connect: Connect;
  /** Those made so far. */
  transports(): readonly Transport[];
  close(): Promise<void>;
}

/** Connections made by `dial`, each once. */
export function connectionsBy(dial: Connect): Connections {
  const opened = new Map<string, Promise<Transport>>();
  const made = new Set<Transport>();
  return {
    transports: () => [...made],
    async connect(host, signal) {
      const open = opened.get(host) ?? dial(host, signal);
      opened.set(host, open);
      const transport = await open;
      made.add(transport);
      return transport;
    },
    async close() {
      await Promise.allSettled([...made].map((transport) => transport.close()));
    },
  };
}
