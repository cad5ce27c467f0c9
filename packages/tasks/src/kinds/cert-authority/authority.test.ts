import { createPublicKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  applyRun,
  compile,
  connectionsBy,
  defineRole,
  planRun,
  type Applied,
  type Connections,
  type HostView,
  type Output,
  type RunContext,
  type Transport,
} from '@kmagic/core';
import { myNames } from '@kmagic/core/testing';
import { localTransport } from '../../../../core/src/transport/local/local-transport.ts';
import { kubeAuthorities, type AuthoritySpec } from '../../pki/authorities.ts';
import { isIssuedBy, parseCertificate } from '../../pki/certificate.ts';
import { MustOutlive } from '../../pki/renewal.ts';
import { controlPlaneCertificates } from '../../pki/table.ts';
import { leaf } from '../certificate/leaf.ts';
import { authority } from './authority.ts';

const start = new Date('2026-05-01T10:00:00Z');
const me = myNames();
let root: string;
let silent: readonly string[];
let connections: Connections;
let asked: Map<string, number>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'authority-'));
  for (const host of ['n1', 'n2', 'n3']) mkdirSync(join(root, host, 'ssl'), { recursive: true });
  silent = [];
  connections = connectionsBy((host) => Promise.resolve(hostAt(host)));
  asked = new Map();
  onTestFinished(async () => {
    await connections.close();
    rmSync(root, { recursive: true, force: true });
  });
});

const certDir = 'ssl';
const specs = kubeAuthorities({ certDir }, { days: 3650, keyAlgorithm: 'RSA-2048' });
const own = (spec: AuthoritySpec): AuthoritySpec => ({ ...spec, ...me, usedBy: 'admin.conf' });

const role = defineRole<object, object>({
  name: 'pki',
  about: 'test',
  vars: () => ({}),
  recipe(task, { hosts }) {
    const owners = hosts('kube_control_plane');
    const kube = authority(task, own(specs.kube), owners);
    const frontProxy = authority(task, own(specs.frontProxy), owners);
    authority(task, own(specs.serviceAccounts), owners);
    const rows = controlPlaneCertificates({ certDir, apiServerSans: ['kubernetes'], days: 365 });
    for (const host of owners) {
      for (const row of rows) {
        const by = { authority: row.issuer === 'kube' ? kube : frontProxy, mustOutlive: new MustOutlive(start, 30) };
        task.on(host)(`Issue ${row.name}`, leaf(task, { ...row, ...me }, by));
      }
    }
  },
});

const names = ['n1', 'n2', 'n3'];

function context(): RunContext {
  const hosts = names.map((name): HostView => ({
    name,
    groups: ['kube_control_plane'],
    facts: undefined,
    reachable: !silent.includes(name),
  }));
  const operation = {
    name: 'test',
    about: '',
    stages: () => [{ name: 's', about: '', hosts: (all: readonly HostView[]) => all.slice(0, 1), roles: [role] }],
  };
  return {
    graph: compile(operation, {}, hosts),
    connect: async (host, signal) => {
      if (silent.includes(host)) throw new Error(`${host} is down`);
      return await connections.connect(host, signal);
    },
    drivers: new Map(),
    emit: () => undefined,
    clock: () => start.getTime(),
    forks: 10,
    signal: new AbortController().signal,
  };
}

/** This machine as a host that stands in a directory of its own: its paths are relative. */
function hostAt(host: string): Transport {
  const local = localTransport(host, { env: { KMAGIC_STATE_DIR: join(root, host, 'kmagic') } });
  const script = (text: string, signal: AbortSignal): Promise<Output> => {
    asked.set(host, (asked.get(host) ?? 0) + 1);
    return local.script(`cd '${join(root, host)}'\n${text.replaceAll('/var/lib/kmagic', 'kmagic')}`, signal);
  };
  return {
    host,
    stats: local.stats,
    script,
    stream: local.stream.bind(local),
    upload: local.upload.bind(local),
    forward: local.forward.bind(local),
    close: local.close.bind(local),
  };
}

async function apply(): Promise<Applied> {
  const run = context();
  return applyRun(run, await planRun(run));
}

const installed = mkdtempSync(join(tmpdir(), 'authority-installed-'));
afterAll(() => rmSync(installed, { recursive: true, force: true }));
let first: Applied | undefined;

/** The apply all begin with, on hosts that have nothing yet: RSA keys take their time, so what it left is made once and copied. */
async function install(): Promise<Applied> {
  if (first) cpSync(installed, root, { recursive: true, preserveTimestamps: true });
  else {
    first = await apply();
    cpSync(root, installed, { recursive: true, preserveTimestamps: true });
  }
  return first;
}

const text = (host: string, file: string): string => readFileSync(join(root, host, 'ssl', file), 'utf8');
const tree = (): string =>
  names
    .flatMap((h) =>
      readdirSync(join(root, h, 'ssl'))
        .sort()
        .map((f) => `${h}/${f} ${statSync(join(root, h, 'ssl', f)).mode.toString(8)} ${text(h, f)}`),
    )
    .join('\n');
const errors = async (): Promise<readonly string[]> =>
  (await planRun(context())).plan.rows.flatMap((r) => (r.state === 'error' ? [r.error.message] : []));

describe('a shared authority', () => {
  it('is made once, copied to all its owners, signs their certificates, and the next plan is empty', async () => {
    const applied = await install();
    expect([...applied.outcomes.values()].filter((o) => o.state === 'failed' || o.state === 'blocked')).toEqual([]);
    for (const file of ['ca.crt', 'ca.key', 'front-proxy-ca.crt', 'sa.key', 'sa.pub'])
      expect(new Set(names.map((h) => text(h, file))).size).toBe(1);
    for (const host of names) {
      expect(isIssuedBy(text(host, 'apiserver.crt'), text('n1', 'ca.crt'))).toBe(true);
      expect(isIssuedBy(text(host, 'front-proxy-client.crt'), text('n1', 'front-proxy-ca.crt'))).toBe(true);
      expect(statSync(join(root, host, 'ssl/ca.key')).mode & 0o777).toBe(0o600);
    }
    expect(createPublicKey(text('n1', 'sa.key')).export({ type: 'spki', format: 'pem' })).toBe(text('n1', 'sa.pub'));
    const before = tree();
    asked.clear();
    expect((await planRun(context())).plan.rows).toEqual([]);
    expect([...asked.values()]).toEqual([1, 1, 1]);
    expect(tree()).toBe(before);
  });

  it('is read back and copied when an owner lost it', async () => {
    await install();
    const before = tree();
    for (const file of ['ca.crt', 'ca.key']) rmSync(join(root, 'n1/ssl', file));
    await apply();
    expect(tree()).toBe(before);
  });

  it('is completed from a key without its certificate, as an interrupted run leaves it, and what it signed stays', async () => {
    await install();
    const [key, leafBefore] = [text('n2', 'ca.key'), text('n3', 'apiserver.crt')];
    for (const host of names) rmSync(join(root, host, 'ssl/ca.crt'));
    for (const host of ['n1', 'n3']) rmSync(join(root, host, 'ssl/ca.key'));
    await apply();
    expect(names.map((h) => text(h, 'ca.key'))).toEqual([key, key, key]);
    expect(text('n3', 'apiserver.crt')).toBe(leafBefore);
    expect((await planRun(context())).plan.rows).toEqual([]);
  });

  it('is refused when two owners have different ones, named with both fingerprints', async () => {
    await install();
    const mine = parseCertificate(text('n1', 'ca.crt'))!.fingerprint.slice(0, 16);
    for (const host of names) for (const file of ['ca.crt', 'ca.key']) rmSync(join(root, host, 'ssl', file));
    await apply();
    const theirs = parseCertificate(text('n1', 'ca.crt'))!.fingerprint.slice(0, 16);
    expect(theirs).not.toBe(mine);
    await apply();
    writeFileSync(join(root, 'n2/ssl/ca.crt'), text('n2', 'front-proxy-ca.crt'));
    expect(await errors()).toContain(
      `the hosts do not agree on the kubernetes CA: n1, n3 has ${theirs}; n2 has ${parseCertificate(text('n2', 'front-proxy-ca.crt'))!.fingerprint.slice(0, 16)} (sha256)`,
    );
  });

  it('is not made anew while an owner that may have it is silent', async () => {
    silent = ['n2'];
    expect(await errors()).toContain('no host that answers has the kubernetes CA, and n2 did not answer: a new one could be a second one');
    await apply();
    expect(readdirSync(join(root, 'n1/ssl'))).toEqual([]);
  });

  it('is not made anew where something was set up with one that is gone, or stands elsewhere', async () => {
    writeFileSync(join(root, 'n2/admin.conf'), 'apiVersion: v1\n');
    expect(await errors()).toContain('the kubernetes CA is not at ssl/ca.crt, but n2 was set up with one (admin.conf is there)');
    await apply();
    expect(readdirSync(join(root, 'n1/ssl'))).toEqual([]);
  });

  it('goes on without an owner that is down once it exists', async () => {
    await install();
    silent = ['n1'];
    rmSync(join(root, 'n3/ssl/apiserver.crt'));
    await apply();
    expect(isIssuedBy(text('n3', 'apiserver.crt'), text('n2', 'ca.crt'))).toBe(true);
  });

  it('says so when its private key is on no owner, and only when it is needed', async () => {
    await install();
    for (const host of names) rmSync(join(root, host, 'ssl/ca.key'));
    expect(await errors()).toEqual([]);
    const applied = await apply();
    expect(JSON.stringify([...applied.outcomes.values()].map((o) => ('error' in o ? o.error.message : '')))).toContain(
      'its private key is on none of the hosts',
    );
  });
});
