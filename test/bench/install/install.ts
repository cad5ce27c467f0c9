import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainArtifacts, type Lab } from '../../lab/lab.ts';
import type { Say } from '../../lab/progress.ts';
import { inventoryOf, makeBare, warmUp } from '../bench-lab.ts';
import { spreadOf, type Spread } from '../figures.ts';
import { goodKmagic } from '../measured-kmagic.ts';
import { clusterReady } from './cluster-ready.ts';
import { writeKit } from './kubeadm-kit.ts';
import { journalPhases, scriptPhases, type Phase } from './phases.ts';

/** One install from bare hosts. */
interface Install {
  /** From the start of the command until the cluster was one. */
  readonly wallMs: number;
  readonly phases: readonly Phase[];
}

export interface InstallFigures {
  readonly kubeadm: { readonly runs: readonly Install[]; readonly wallMs: Spread };
  readonly kmagic: { readonly runs: readonly Install[]; readonly wallMs: Spread; readonly cpuMs: Spread };
  /** Median of kmagic over median of the script. */
  readonly ratio: number;
}

/** Installs the lab by turns with the kubeadm script and with kmagic, each time from bare hosts; ends with kmagic's cluster. */
export async function benchInstall(lab: Lab, rounds: number, say: Say): Promise<InstallFigures> {
  const { registryStorage } = await obtainArtifacts(say);
  const kubeadm: Install[] = [];
  const kmagic: (Install & { readonly cpuMs: number })[] = [];
  const bare = async (): Promise<void> => {
    await makeBare(lab);
    await warmUp(lab, registryStorage);
  };
  for (let round = 1; round <= rounds; round += 1) {
    await bare();
    kubeadm.push(await byScript(lab));
    say(`round ${round}: kubeadm script ${seconds(kubeadm)}`);
    await bare();
    kmagic.push(await byKmagic(lab));
    say(`round ${round}: kmagic ${seconds(kmagic)}`);
  }
  const walls = { kubeadm: spreadOf(kubeadm.map((run) => run.wallMs)), kmagic: spreadOf(kmagic.map((run) => run.wallMs)) };
  return {
    kubeadm: { runs: kubeadm, wallMs: walls.kubeadm },
    kmagic: { runs: kmagic, wallMs: walls.kmagic, cpuMs: spreadOf(kmagic.map((run) => run.cpuMs)) },
    ratio: walls.kmagic.median / walls.kubeadm.median,
  };
}

async function byScript(lab: Lab): Promise<Install> {
  const kit = await mkdtemp(join(tmpdir(), 'kmagic-bench-kit-'));
  try {
    await writeKit(lab, kit);
    const startedAt = Date.now();
    const stdout = await printed([join(import.meta.dirname, 'kubeadm-install.sh'), kit]);
    return await untilReady(lab, startedAt, scriptPhases(stdout, startedAt));
  } finally {
    await rm(kit, { recursive: true });
  }
}

async function byKmagic(lab: Lab): Promise<Install & { readonly cpuMs: number }> {
  const startedAt = Date.now();
  const { cpuMs } = await goodKmagic(['apply', '--yes', inventoryOf(lab)]);
  const journals = join(lab.inventoryDir, '.kmagic', 'runs');
  const [journal] = (await readdir(journals)).filter((name) => name.endsWith('.ndjson'));
  const phases = journalPhases(await readFile(join(journals, journal ?? ''), 'utf8'), startedAt);
  return { ...(await untilReady(lab, startedAt, phases)), cpuMs };
}

/** The command has ended; what is still missing of the cluster is waited for, and counted. */
async function untilReady(lab: Lab, startedAt: number, phases: readonly Phase[]): Promise<Install> {
  const endedMs = Date.now() - startedAt;
  await clusterReady(lab);
  const wallMs = Date.now() - startedAt;
  const last = Math.max(0, ...phases.map((phase) => phase.endMs));
  return {
    wallMs,
    phases: [
      ...phases,
      { name: 'end of the command', startMs: last, endMs: endedMs },
      { name: 'until ready', startMs: endedMs, endMs: wallMs },
    ],
  };
}

/** What a program printed; its errors go to this terminal. Throws when it fails. */
function printed([program = '', ...args]: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(stdout) : fail(new Error(`${program} ended with ${code}:\n${stdout}`))));
  });
}

function seconds(runs: readonly Install[]): string {
  return `${((runs.at(-1)?.wallMs ?? 0) / 1000).toFixed(1)} s`;
}
