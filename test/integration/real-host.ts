import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Transport } from '../../packages/core/src/transport/transport.ts';
import { localTransport } from '../../packages/core/src/transport/local/local-transport.ts';
import { reveal } from '../../packages/tasks/src/pki/reveal.ts';
import { createAuthority, issue, newSeed, type Issued, type Issuer } from '../../packages/tasks/src/pki/issue.ts';
import { generateKeyPair } from '../../packages/tasks/src/pki/key-pair.ts';
import { renderKubeconfig } from '../../packages/tasks/src/pki/kubeconfig.ts';
import { apiServerSans, etcdSans } from '../../packages/tasks/src/pki/sans.ts';
import {
  controlPlaneCertificates,
  controlPlaneKubeconfigs,
  etcdClientCertificate,
  etcdMemberCertificates,
  type CertificateRow,
} from '../../packages/tasks/src/pki/table.ts';

/** Real servers on loopback with certificates of the product's own table, and a transport to where their files stand. */
export interface RealHost {
  readonly root: string;
  readonly transport: Transport;
  readonly etcdPort: number;
  readonly apiPort: number;
  startEtcd(program: string): Promise<void>;
  startApiServer(program: string): Promise<void>;
  /** Ends one program; starting it again goes on with its data. */
  stop(program: 'etcd' | 'kube-apiserver'): Promise<void>;
  close(): Promise<void>;
}

const name = 'node1';
const addresses = ['127.0.0.1'];

export async function realHost(): Promise<RealHost> {
  const root = mkdtempSync(join(tmpdir(), 'real-host-'));
  const running = new Map<string, ChildProcess>();
  const [etcdPort, peerPort, apiPort] = [await freePort(), await freePort(), await freePort()];
  await writePki(root, apiPort);
  const at = (path: string): string => join(root, path);
  const start = async (program: string, args: readonly string[], ready: () => Promise<boolean>): Promise<void> => {
    const logFile = at(`${program.split('/').at(-1)}.log`);
    writeFileSync(logFile, '');
    const log = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    running.set(program.split('/').at(-1)!, child);
    for (let tries = 0; !(await ready()); tries += 1) {
      if (child.exitCode !== null || tries > 300)
        throw new Error(`${program} did not start:\n${readFileSync(logFile, 'utf8').slice(-3000)}`);
      await pause(200);
    }
  };
  const stop = async (program: string): Promise<void> => {
    const child = running.get(program);
    running.delete(program);
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const etcdPki = at('etc/ssl/etcd/ssl');
  const ssl = at('etc/kubernetes/ssl');
  return {
    root,
    etcdPort,
    apiPort,
    transport: transportTo(root),
    startEtcd: (program) =>
      start(
        program,
        [
          '--name=etcd1',
          `--data-dir=${at('data')}`,
          `--initial-cluster=etcd1=https://127.0.0.1:${peerPort}`,
          `--listen-client-urls=https://127.0.0.1:${etcdPort}`,
          `--advertise-client-urls=https://127.0.0.1:${etcdPort}`,
          `--listen-peer-urls=https://127.0.0.1:${peerPort}`,
          `--initial-advertise-peer-urls=https://127.0.0.1:${peerPort}`,
          ...['', 'peer-'].flatMap((p) => [
            `--${p}trusted-ca-file=${etcdPki}/ca.pem`,
            `--${p}cert-file=${etcdPki}/member-${name}.pem`,
            `--${p}key-file=${etcdPki}/member-${name}-key.pem`,
            `--${p}client-cert-auth=true`,
          ]),
        ],
        () => Promise.resolve(readFileSync(at('etcd.log'), 'utf8').includes('ready to serve client requests')),
      ),
    startApiServer: (program) =>
      start(
        program,
        [
          `--secure-port=${apiPort}`,
          '--bind-address=127.0.0.1',
          '--advertise-address=127.0.0.1',
          '--service-cluster-ip-range=10.233.0.0/18',
          '--authorization-mode=Node,RBAC',
          `--etcd-servers=https://127.0.0.1:${etcdPort}`,
          `--etcd-cafile=${etcdPki}/ca.pem`,
          `--etcd-certfile=${etcdPki}/node-${name}.pem`,
          `--etcd-keyfile=${etcdPki}/node-${name}-key.pem`,
          `--client-ca-file=${ssl}/ca.crt`,
          `--tls-cert-file=${ssl}/apiserver.crt`,
          `--tls-private-key-file=${ssl}/apiserver.key`,
          `--service-account-key-file=${ssl}/sa.pub`,
          `--service-account-signing-key-file=${ssl}/sa.key`,
          '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
          `--requestheader-client-ca-file=${ssl}/front-proxy-ca.crt`,
          `--proxy-client-cert-file=${ssl}/front-proxy-client.crt`,
          `--proxy-client-key-file=${ssl}/front-proxy-client.key`,
          '--requestheader-allowed-names=front-proxy-client',
          '--requestheader-username-headers=X-Remote-User',
          '--requestheader-group-headers=X-Remote-Group',
          '--requestheader-extra-headers-prefix=X-Remote-Extra-',
          `--cert-dir=${at('apiserver')}`,
        ],
        () => apiIsReady(apiPort),
      ),
    stop,
    async close() {
      await stop('kube-apiserver');
      await stop('etcd');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function apiIsReady(port: number): Promise<boolean> {
  const { request } = await import('node:https');
  return await new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path: '/readyz', rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asking.on('error', () => resolve(false));
    asking.end();
  });
}

/** This machine, with the paths of a host standing below a directory. */
function transportTo(root: string): Transport {
  const local = localTransport('node1');
  const inside = (text: string): string => ['/etc/kubernetes', '/etc/ssl/etcd'].reduce((t, path) => t.replaceAll(path, root + path), text);
  return {
    host: 'node1',
    stats: local.stats,
    script: (text, signal, onLine) => local.script(inside(text), signal, onLine),
    stream: (text, onLine, signal) => local.stream(inside(text), onLine, signal),
    upload: (source, path, signal) => local.upload(source, inside(path), signal),
    forward: (address, port) => local.forward(address, port),
    close: () => local.close(),
  };
}

async function writePki(root: string, apiPort: number): Promise<void> {
  // The servers' clocks are real.
  const now = new Date();
  const write = (path: string, { certPem, keyPem }: Issued | Issuer, keyPath: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), certPem);
    writeFileSync(join(root, keyPath), reveal(keyPem), { mode: 0o600 });
  };
  const [kube, frontProxy, etcd] = [
    createAuthority({ cn: 'kubernetes', days: 3650 }, await newSeed(now)),
    createAuthority({ cn: 'front-proxy-ca', days: 3650 }, await newSeed(now)),
    createAuthority({ cn: 'etcd-ca', days: 36500 }, await newSeed(now)),
  ];
  write('etc/kubernetes/ssl/ca.crt', kube, 'etc/kubernetes/ssl/ca.key');
  write('etc/kubernetes/ssl/front-proxy-ca.crt', frontProxy, 'etc/kubernetes/ssl/front-proxy-ca.key');
  write('etc/ssl/etcd/ssl/ca.pem', etcd, 'etc/ssl/etcd/ssl/ca-key.pem');
  const keys = await generateKeyPair();
  write('etc/kubernetes/ssl/sa.pub', { certPem: keys.publicPem, keyPem: keys.keyPem }, 'etc/kubernetes/ssl/sa.key');
  const sans = apiServerSans({
    dnsDomain: 'cluster.local',
    serviceAddresses: ['10.233.0.1'],
    controlPlanes: [{ name, addresses }],
    others: [],
  });
  const ofEtcd = {
    files: { certDir: '/etc/ssl/etcd/ssl', owner: 'etcd', certGroup: 'root' },
    host: name,
    days: 36500,
    sans: etcdSans({ dnsDomain: 'cluster.local', members: [{ name, addresses }], others: [] }),
  };
  const rows: readonly CertificateRow[] = [
    ...controlPlaneCertificates({ certDir: '/etc/kubernetes/ssl', apiServerSans: sans, days: 365 }),
    ...etcdMemberCertificates(ofEtcd),
    etcdClientCertificate(ofEtcd),
  ];
  for (const row of rows)
    write(row.certPath, issue(row, { kube, 'front-proxy': frontProxy, etcd }[row.issuer], await newSeed(now)), row.keyPath);
  const server = `https://127.0.0.1:${apiPort}`;
  for (const row of controlPlaneKubeconfigs({ adminServer: server, localServer: server, days: 365 })) {
    const issued = issue({ ...row, sans: [], usages: ['client'] }, kube, await newSeed(now));
    const conf = renderKubeconfig({ server, clusterName: 'cluster.local', user: row.user, caPem: kube.certPem, credentials: { issued } });
    writeFileSync(join(root, row.path), reveal(conf), { mode: 0o600 });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}
