import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '@kmagic/core';
import { kubeadmJoin, type JoinSeen, type JoinWant } from './kubeadm-join.ts';

const { kind } = kubeadmJoin;
const want: JoinWant = { server: 'https://localhost:6443', ignorePreflightErrors: [], timeoutMs: 300_000, kubeletStartedWith: 'f' };
const late = { configuration: new Secret('a'), discovery: new Secret('b') };
let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'kubeadm-join-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const subject = () => ({
  node: 'node4',
  binDir: '/usr/local/bin',
  kubeconfig: join(directory, 'kubelet.conf'),
  caPath: join(directory, 'ca.crt'),
});

/** As the kubelet writes it when it has got its certificate. */
const kubeletConf = (server: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: QQ==
    server: ${server}
  name: default-cluster
contexts:
- context:
    cluster: default-cluster
    namespace: default
    user: default-auth
  name: default-context
`;

function seen(): JoinSeen {
  const { ask, parse } = kind.probe(subject());
  const stdout = execFileSync('sh', { input: (ask as { real(): string }).real(), encoding: 'utf8' });
  return parse({ code: 0, stdout, stderr: '' });
}

const words = (): readonly string[] => kind.diff(want, seen()).map(({ action, what }) => `${action} ${what}`);

/** What the steps run, by their first word after what they write. */
const steps = (): readonly string[] =>
  kind.steps({ subject: subject(), want, seen: seen(), late, changes: [] }).map((step) => {
    if (step.do === 'write') return `write ${step.path}`;
    if (step.do !== 'run') return step.do;
    const text = step.command.shown;
    return ['kubeadm join', 'curl', 'systemctl restart kubelet.service'].filter((part) => text.includes(part)).join(', ');
  });

it('a host that has not joined does, and then finds the API where it shall', () => {
  expect(words()).toEqual(['create node4 joins the cluster']);
  expect(steps()).toEqual([
    'write /run/kmagic-discovery.conf',
    'write /run/kmagic-join.yaml',
    'kubeadm join',
    'curl',
    'systemctl restart kubelet.service',
  ]);
});

it('one that finds it by a control plane is pointed elsewhere, and its kubelet is restarted by whoever runs it', () => {
  writeFileSync(subject().kubeconfig, kubeletConf('https://10.0.0.1:6443'));
  expect(words()).toEqual(["update the kubelet's way to the API: https://10.0.0.1:6443 -> https://localhost:6443"]);
  expect(steps()).toEqual(['curl']);
});

it('one that finds it where it shall is left alone', () => {
  writeFileSync(subject().kubeconfig, kubeletConf('https://localhost:6443'));
  expect(words()).toEqual([]);
});
