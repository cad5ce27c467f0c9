import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '../events/event.ts';
import type { RunContext } from '../engine/run-context.ts';
import type { Graph } from '../graph/graph.ts';
import type { HostView } from '../role/role.ts';
import { localTransport } from '../transport/local/local-transport.ts';
import type { Transport } from '../transport/transport.ts';

/** Hosts that are directories of this machine, each worked on by a real shell. */
export interface LocalHosts {
  readonly hosts: readonly HostView[];
  /** The directory that stands for a host. */
  root(host: string): string;
  /** Scripts run on a host so far. */
  scripts(host: string): number;
  /** Closes all connections, as the death of the controller does; the next run makes its own. */
  hangUp(): Promise<void>;
  /** The same hosts as another controller sees them, over connections of its own. */
  controller(): LocalHosts;
  context(graph: Graph, overrides?: Partial<RunContext>): RunContext & { readonly events: Event[] };
}

export function localHosts(names: readonly string[], groups: readonly string[] = ['all']): LocalHosts {
  const base = mkdtempSync(join(tmpdir(), 'kmagic-hosts-'));
  for (const name of names) mkdirSync(join(base, name));
  return hostsIn(base, names, groups);
}

function hostsIn(base: string, names: readonly string[], groups: readonly string[]): LocalHosts {
  const transports = new Map<string, Transport>();
  const counts = new Map<string, number>();
  const connect = (host: string): Promise<Transport> => {
    const open =
      transports.get(host) ??
      counted(localTransport(host, { env: { KMAGIC_STATE_DIR: join(base, host, 'kmagic') } }), () =>
        counts.set(host, (counts.get(host) ?? 0) + 1),
      );
    transports.set(host, open);
    return Promise.resolve(open);
  };
  return {
    hosts: names.map((name) => ({ name, groups, facts: undefined, reachable: true })),
    root: (host) => join(base, host),
    scripts: (host) => counts.get(host) ?? 0,
    async hangUp() {
      const open = [...transports.values()];
      transports.clear();
      await Promise.all(open.map((transport) => transport.close()));
    },
    controller: () => hostsIn(base, names, groups),
    context(graph, overrides = {}) {
      const events: Event[] = [];
      let now = 0;
      const signal = new AbortController().signal;
      return {
        graph,
        connect,
        drivers: new Map(),
        emit: (e) => events.push(e),
        clock: () => (now += 1),
        forks: 10,
        // What a run that died has left is noticed soon: the next one waits for that.
        lockPace: { patience: 5, watch: 0.05 },
        signal,
        events,
        ...overrides,
      };
    },
  };
}

function counted(transport: Transport, count: () => void): Transport {
  return {
    host: transport.host,
    get stats() {
      return transport.stats;
    },
    script: (text, signal, onLine) => (count(), transport.script(text, signal, onLine)),
    stream: (text, onLine, signal) => (count(), transport.stream(text, onLine, signal)),
    upload: (source, path, signal) => transport.upload(source, path, signal),
    forward: (address, port) => transport.forward(address, port),
    close: () => transport.close(),
  };
}
