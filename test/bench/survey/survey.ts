import { applyRun, connectionSettings, createSshConnect, planRun, type RunContext } from '@kmagic/core';
import { join } from 'node:path';
import { labDir } from '../../lab/lab-home.ts';
import type { Lab } from '../../lab/lab.ts';
import { sshKey } from '../bench-lab.ts';
import { spreadOf, type Spread } from '../figures.ts';
import { hostCpu } from './host-cpu.ts';
import { resourceCount, surveyGraph } from './resources.ts';

export interface SurveyFigures {
  readonly resources: number;
  readonly wallMs: Spread;
  /** On the host, a survey: the root shell and everything it starts, and the sshd that carries it. */
  readonly shellCpuMs: number;
  readonly sshdCpuMs: number;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Surveys many resources on one real host again and again, on one connection, and asks the host what that cost it. */
export async function benchSurvey(lab: Lab, runs: number): Promise<SurveyFigures> {
  const host = lab.hosts.at(-1)!;
  const { signal } = new AbortController();
  const settings = connectionSettings({
    name: host.name,
    address: host.address,
    user: 'root',
    privateKeyFile: sshKey(lab),
    hostKeys: 'off',
  });
  const dial = createSshConnect(new Map([[host.name, settings]]), { knownHosts: { file: join(labDir(lab.name), 'known_hosts') } });
  const transport = await dial(host.name, signal);
  try {
    const context: RunContext = {
      graph: surveyGraph(host.name),
      connect: () => Promise.resolve(transport),
      drivers: new Map(),
      emit: () => undefined,
      clock: Date.now,
      forks: 1,
      signal,
    };
    const { counts } = await applyRun(context, await planRun(context));
    if (counts.failed > 0) throw new Error(`${counts.failed} of the resources to survey could not be made`);
    const before = { cpu: await hostCpu(transport, signal), stats: { ...transport.stats } };
    const walls: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now();
      const { plan } = await planRun(context);
      walls.push(performance.now() - started);
      if (plan.rows.length > 0) throw new Error(`${plan.rows.length} of the resources to survey differ`);
    }
    const stats = { ...transport.stats };
    const cpu = await hostCpu(transport, signal);
    const each = (of: 'roundTrips' | 'bytesSent' | 'bytesReceived'): number => (stats[of] - before.stats[of]) / runs;
    return {
      resources: resourceCount,
      wallMs: spreadOf(walls),
      shellCpuMs: (cpu.shellMs - before.cpu.shellMs) / runs,
      sshdCpuMs: (cpu.sshdMs - before.cpu.sshdMs) / runs,
      roundTrips: each('roundTrips'),
      bytesSent: each('bytesSent'),
      bytesReceived: each('bytesReceived'),
    };
  } finally {
    await transport.close();
  }
}
