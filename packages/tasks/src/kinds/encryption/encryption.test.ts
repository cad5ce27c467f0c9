import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyRun,
  compile,
  connectionsBy,
  defineRole,
  file,
  planRun,
  Ref,
  Secret,
  sh,
  type Connections,
  type Handle,
  type HostView,
  type RunContext,
  type Transport,
} from '@kmagic/core';
import { me } from '@kmagic/core/testing';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { localTransport } from '../../../../core/src/transport/local/local-transport.ts';
import { parseEncryption, readsOf } from '../../manifests/encryption-configuration.ts';
import { readsAnnotation } from '../../manifests/encryption-in-pod.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { encryptionAtRest, type EncryptionAtRest, type EncryptionWish } from './encryption-at-rest.ts';
import { encryptionConfig } from './encryption-config.ts';
import { encryptionReadable } from './encryption-readable.ts';

const paths = {
  configPath: 'encryption.yaml',
  manifestPath: 'kube-apiserver.yaml',
  ...me,
};
const names = ['n1', 'n2'];
type Options = Pick<EncryptionWish, 'enabled' | 'algorithm' | 'resources' | 'token'>;
const on: Options = { enabled: true, algorithm: 'secretbox', resources: ['secrets'], token: undefined };
const off: Options = { ...on, enabled: false };

let root: string;
let silent: readonly string[];
let connections: Connections;
/** What the API server of each host was started with last. */
let running: Map<string, { readonly manifest: string; readonly config: string | undefined }>;
let history: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'encryption-'));
  for (const host of names) mkdirSync(join(root, host));
  silent = [];
  connections = connectionsBy((host) => Promise.resolve(hostAt(host)));
  running = new Map();
  history = [];
  onTestFinished(async () => {
    await connections.close();
    rmSync(root, { recursive: true, force: true });
  });
});

const settle = defineRole<Options, Options, EncryptionAtRest>({
  name: 'settle',
  about: '',
  vars: (wish) => wish,
  recipe: (task, { hosts, vars }) => encryptionAtRest(task, { ...vars, paths }, hosts('planes')),
});
const teach = defineRole<Options, Options, Handle>({
  name: 'teach',
  about: '',
  vars: (wish) => wish,
  recipe(task, { from }) {
    const { rules, keyPrint, key } = from(settle);
    return task('read', encryptionReadable({ ...paths, serves: sh`:`, trouble: { look: sh`:`, hint: '' } }, { rules, keyPrint }, { key }));
  },
});
const serve = defineRole<Options, Options>({
  name: 'serve',
  about: '',
  vars: (wish) => wish,
  recipe(task, { from, hosts, vars }) {
    const { rules, keyPrint, key } = from(settle);
    const after = vars.enabled
      ? hosts('planes')
          .filter((h) => h.reachable)
          .map((h) => from(teach, h))
      : [];
    const written = task('write', encryptionConfig(paths, { rules, keyPrint }, { key }), { after });
    const content = Ref.all<unknown>([rules, written.fingerprint]).map(() => '');
    const pod = new Ref([...content.needs], (answers) => {
      const now = rules.get(answers);
      const annotations = { ...(now && readsAnnotation(now)), inputs: written.fingerprint.get(answers) };
      return yamlText({
        metadata: { annotations },
        spec: { containers: [{ command: ['kube-apiserver', ...(now ? [`--encryption-provider-config=${paths.configPath}`] : [])] }] },
      });
    });
    task.rolling('roll', 1, () =>
      task('manifest', file({ path: paths.manifestPath }, { content: pod, mode: '0600', owner: paths.owner, group: paths.group })),
    );
  },
});

function context(wish: Options): RunContext {
  const views = names.map((name): HostView => ({ name, groups: ['planes'], facts: undefined, reachable: !silent.includes(name) }));
  const all = (hosts: readonly HostView[]): readonly HostView[] => hosts;
  const stages = [
    { name: 'settle', about: '', hosts: (hosts: readonly HostView[]) => hosts.filter((h) => h.reachable).slice(0, 1), roles: [settle] },
    ...(wish.enabled ? [{ name: 'teach', about: '', hosts: all, roles: [teach] }] : []),
    { name: 'serve', about: '', hosts: all, roles: [serve] },
  ];
  const graph = compile({ name: 'test', about: '', stages: () => stages }, wish, views);
  return {
    graph,
    connect: async (host, signal) => {
      if (silent.includes(host)) throw new Error(`${host} is down`);
      return await connections.connect(host, signal);
    },
    drivers: new Map(),
    emit: () => undefined,
    clock: () => 0,
    forks: 10,
    signal: new AbortController().signal,
  };
}

/** This machine as a host in a directory of its own, where an API server starts anew whenever its manifest changes. */
function hostAt(host: string): Transport {
  const local = localTransport(host);
  return {
    host,
    stats: local.stats,
    async script(text, signal) {
      const out = await local.script(
        `cd '${join(root, host)}'\nexport KMAGIC_STATE_DIR=.\n${text.replaceAll('/var/lib/kmagic', 'kmagic')}`,
        signal,
      );
      observe(host);
      return out;
    },
    stream: local.stream.bind(local),
    upload: local.upload.bind(local),
    forward: local.forward.bind(local),
    close: local.close.bind(local),
  };
}

function observe(host: string): void {
  const manifest = read(host, paths.manifestPath);
  if (manifest === undefined || manifest === running.get(host)?.manifest) return;
  running.set(host, { manifest, config: manifest.includes(paths.configPath) ? read(host, paths.configPath) : undefined });
  const rules = [...running].map(
    ([name, { config }]) => [name, config === undefined ? { secrets: ['identity' as const] } : parseEncryption(config)!.rules] as const,
  );
  history.push(
    rules
      .map(([name, { secrets = [] }]) => `${name} ${secrets.join('>')}`)
      .sort()
      .join(', '),
  );
  for (const [writer, written] of rules) {
    for (const [resource, [first]] of Object.entries(written)) {
      for (const [reader, { ...known }] of rules) {
        const reads = resource in known ? readsOf(known) : [`${resource}/identity`];
        expect(reads, `${reader} reads what ${writer} writes`).toContain(`${resource}/${first}`);
      }
    }
  }
}

function read(host: string, name: string): string | undefined {
  try {
    return readFileSync(join(root, host, name), 'utf8');
  } catch {
    return undefined;
  }
}

async function apply(wish: Options): Promise<readonly string[]> {
  const run = context(wish);
  const applied = await applyRun(run, await planRun(run));
  return [...applied.outcomes.values()].flatMap((o) => (o.state === 'failed' ? [o.error.message] : []));
}

async function converges(wish: Options): Promise<void> {
  expect(await apply(wish)).toEqual([]);
  expect((await planRun(context(wish))).plan.rows).toEqual([]);
}

const keys = (): readonly (string | undefined)[] => names.map((host) => /secret: (\S+)/.exec(read(host, paths.configPath) ?? '')?.[1]);

describe('encryption at rest', () => {
  it('leaves no trace where it was never asked for', async () => {
    await converges(off);
    expect(names.map((host) => read(host, paths.configPath))).toEqual([undefined, undefined]);
  });

  it('makes one key of 32 bytes that all control planes keep, and keeps it', async () => {
    await converges(on);
    const made = keys();
    expect(new Set(made).size).toBe(1);
    expect(Buffer.from(made[0]!, 'base64')).toHaveLength(32);
    expect(statSync(join(root, 'n1', paths.configPath)).mode & 0o777).toBe(0o640);
    expect(history.at(-1)).toBe('n1 secretbox>identity, n2 secretbox>identity');
    rmSync(join(root, 'n1', paths.configPath));
    await converges(on);
    expect(keys()).toEqual(made);
  });

  it('is turned on in a running cluster without one API server writing what another cannot read', async () => {
    await converges(off);
    history = [];
    await converges(on);
    expect(history.at(-1)).toBe('n1 secretbox>identity, n2 secretbox>identity');
    expect(history).toContain('n1 identity>secretbox, n2 identity>secretbox');
  });

  it('is given up by writing plainly, and what was encrypted is still read', async () => {
    await converges(on);
    const made = keys();
    await converges(off);
    expect(history.at(-1)).toBe('n1 identity>secretbox, n2 identity>secretbox');
    expect(keys()).toEqual(made);
    await converges(on);
    expect(keys()).toEqual(made);
  });

  it('changes its cipher and what it encrypts in the same order', async () => {
    await converges(on);
    await converges({ ...on, algorithm: 'aescbc', resources: ['secrets', 'configmaps'] });
    expect(history.at(-1)).toBe('n1 aescbc>secretbox>identity, n2 aescbc>secretbox>identity');
    await converges({ ...on, resources: ['configmaps'] });
    expect(parseEncryption(read('n2', paths.configPath)!)?.rules).toEqual({
      configmaps: ['secretbox', 'aescbc', 'identity'],
      secrets: ['identity', 'aescbc', 'secretbox'],
    });
  });

  it('goes on from wherever an apply was cut off', async () => {
    await converges(on);
    const made = keys();
    // Only the first has its configuration, and its API server was not started with it yet.
    rmSync(join(root, 'n2', paths.configPath));
    const plain = yamlText({ metadata: {}, spec: { containers: [{ command: ['kube-apiserver'] }] } });
    for (const host of names) writeFileSync(join(root, host, paths.manifestPath), plain);
    running.clear();
    names.forEach(observe);
    await converges(on);
    expect(keys()).toEqual(made);
  });

  it('takes the key of the inventory, and refuses another later', async () => {
    const token = new Secret('0123456789abcdef0123456789abcdef');
    await converges({ ...on, token });
    expect(Buffer.from(keys()[0]!, 'base64').toString()).toBe('0123456789abcdef0123456789abcdef');
    await converges(on);
    expect(await apply({ ...on, token: new Secret('another0another0another0another0') })).toContain(
      'kube_encrypt_token is not the key n1, n2 encrypt Secrets with',
    );
  });

  it('refuses two keys, a key that was lost, a text it does not know, and a new key while a control plane is silent', async () => {
    await converges(on);
    const [config = ''] = names.map((host) => read(host, paths.configPath));
    writeFileSync(join(root, 'n2', paths.configPath), config.replaceAll(/secret: .*/g, `secret: ${Buffer.alloc(32).toString('base64')}`));
    expect(await apply(on)).toContainEqual(
      expect.stringMatching(/^the control planes do not agree on the key Secrets are encrypted with: n1 has [0-9a-f]{16}; n2 has/),
    );
    writeFileSync(join(root, 'n2', paths.configPath), 'resources: [{ resources: [secrets], providers: [{ kms: {} }] }]');
    expect(await apply(on)).toContainEqual(expect.stringContaining('encryption.yaml on n2 is not understood'));
    for (const host of names) rmSync(join(root, host, paths.configPath));
    expect(await apply(on)).toContain('the API server of n1, n2 encrypts Secrets, and no control plane has the key any more');
    for (const host of names) rmSync(join(root, host, paths.manifestPath));
    silent = ['n2'];
    expect(await apply(on)).toContain('a key for Secrets would be made, and n2 did not answer: it may have one');
    expect(keys()).toEqual([undefined, undefined]);
  });
});
