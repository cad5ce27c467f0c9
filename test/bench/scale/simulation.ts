import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Host by host, texts of the real host and what stands in their place in the simulated one's answers; in what it is asked it is the other way round. */
export type Substitutions = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** What the process of the simulated hosts is told. */
export type Order =
  | { readonly do: 'listen'; readonly hosts: readonly string[]; readonly realHost: readonly string[]; readonly keyFile: string }
  | { readonly do: 'substitute'; readonly substitutions: Substitutions }
  | { readonly do: 'account' };

/** Its answer to each order, in order. */
export interface Report {
  readonly ports: Readonly<Record<string, number>>;
  /** Different scripts that were run on the real host. */
  readonly asked: number;
  readonly cpuMs: number;
}

/** Simulated hosts in a process of their own, so that what they cost is not taken for the controller's. */
export interface Simulation extends AsyncDisposable {
  tell(order: Order): Promise<Report>;
}

/** Starts the process. */
export function startSimulation(): Simulation {
  const child: ChildProcess = fork(join(import.meta.dirname, 'simulated-hosts.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  return {
    async tell(order) {
      const told = once(child, 'message') as Promise<[Report]>;
      child.send(order);
      const [report] = await Promise.race([told, ended.then(() => Promise.reject(new Error('the simulated hosts ended')))]);
      return report;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}
