import { mkdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { lookup } from 'node:dns/promises';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { labDir } from '../lab-home.ts';
import type { LabState } from '../lab-state.ts';
import { readAptSetup } from '../rootfs/apt-sources.ts';
import { recordedPid, startBackground, stopBackground, type Background } from './process-record.ts';
import { registryConfiguration } from './registry.ts';

const ports = { mirror: 8080, registry: 5000, resolver: 53 } as const;

/** What listens on a lab's bridge address. */
export type Service = keyof typeof ports;

/** All services of a lab. */
export const serviceNames: readonly Service[] = ['resolver', 'mirror', 'registry'];

/** The mirror's folder: links into the artifact cache, in the layout of upstream's URLs. */
export function mirrorDir(lab: string): string {
  return join(labDir(lab), 'mirror');
}

/** Where one file of the mirror lies in the cache, and under which path it is served. */
export interface ServedFile {
  readonly path: string;
  readonly cached: string;
}

/** Makes the mirror's folder say what it should, undoing tampering. */
export async function layMirror(lab: string, files: readonly ServedFile[]): Promise<void> {
  for (const { path, cached } of files) {
    const link = join(mirrorDir(lab), path);
    await mkdir(dirname(link), { recursive: true });
    await unlink(link).catch(() => undefined);
    await symlink(cached, link);
  }
}

/** Writes the configuration of registry and resolver; a change shows at their next start. */
export async function configureServices(state: LabState, registryStorage: string): Promise<void> {
  const dir = labDir(state.name);
  await writeFile(join(dir, 'registry.yml'), registryConfiguration(`${state.bridge}:${ports.registry}`, registryStorage, 'read-only'));
  await replaceConfiguration(state, 'dnsmasq.conf', await resolverConfiguration(state));
}

/** Starts a service unless it runs, and waits until it answers. */
export async function startService(state: LabState, service: Service): Promise<void> {
  await startBackground(background(state, service));
  for (let tries = 0; tries < 100; tries++) {
    if (await accepts(state.bridge, ports[service])) return;
    if ((await recordedPid(background(state, service).pidFile)) === undefined) break;
    await sleep(50);
  }
  const log = await readFile(background(state, service).logFile, 'utf8').catch(() => '');
  throw new Error(`${service} does not answer at ${state.bridge}:${ports[service]}:\n${log.slice(-1000)}`);
}

/** Stops a service if it runs. */
export async function stopService(state: LabState, service: Service): Promise<void> {
  await stopBackground(background(state, service).pidFile);
}

/** Whether a service runs. */
export async function serviceRuns(state: LabState, service: Service): Promise<boolean> {
  return (await recordedPid(background(state, service).pidFile)) !== undefined;
}

function background(state: LabState, service: Service): Background {
  const dir = labDir(state.name);
  const commands: Readonly<Record<Service, readonly string[]>> = {
    mirror: [process.execPath, join(import.meta.dirname, 'file-server.ts'), mirrorDir(state.name), state.bridge, String(ports.mirror)],
    registry: ['docker-registry', 'serve', join(dir, 'registry.yml')],
    resolver: ['dnsmasq', '--keep-in-foreground', `--conf-file=${join(dir, 'dnsmasq.conf')}`],
  };
  return { pidFile: join(dir, `${service}.pid`), logFile: join(dir, `${service}.log`), command: commands[service] };
}

// Knows the lab's hosts and the mirrors they install packages from, and says NXDOMAIN at once to everything else.
async function resolverConfiguration(state: LabState): Promise<string> {
  const setups = await Promise.all([...new Set(state.hosts.map(({ os }) => os))].map((os) => readAptSetup(os)));
  const mirrors = await Promise.all(
    [...new Set(setups.flatMap(({ hostNames }) => hostNames))].map((name) =>
      lookup(name, 4).then(
        ({ address }) => [`address=/${name}/${address}`],
        () => [],
      ),
    ),
  );
  return [
    'no-resolv',
    'no-hosts',
    'no-ping',
    'pid-file=',
    'bind-interfaces',
    `listen-address=${state.bridge}`,
    'except-interface=lo',
    'local=/#/',
    ...state.hosts.map((host) => `host-record=${host.name},${host.address}`),
    ...mirrors.flat(),
    '',
  ].join('\n');
}

async function replaceConfiguration(state: LabState, name: string, text: string): Promise<void> {
  const path = join(labDir(state.name), name);
  if ((await readFile(path, 'utf8').catch(() => '')) === text) return;
  await writeFile(path, text);
  await stopService(state, 'resolver');
}

function accepts(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: address, port, timeout: 1000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
