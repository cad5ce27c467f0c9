import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sh, type Command } from '@kmagic/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staticPodsServe } from './static-pods.ts';

const tasks = 'state/io.containerd.runtime.v2.task';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kmagic-static-pods-'));
  for (const name of ['bin', 'manifests', tasks]) mkdirSync(join(root, name), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A manifest, or a sandbox of containerd's, last changed so many seconds after midnight. */
function written(path: string, content: string, second: number): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  utimesSync(join(root, path), at, at);
}

function sandbox(pod: string, second: number): void {
  const annotations = { 'io.kubernetes.cri.container-type': 'sandbox', 'io.kubernetes.cri.sandbox-name': `${pod}-node1` };
  written(`${tasks}/k8s.io/${pod}-${second}/config.json`, JSON.stringify({ annotations }), second);
}

function serve(pods: readonly string[], asked: Command = sh`true`): boolean {
  const at = (directory: string): string => join(root, directory);
  const command = staticPodsServe({ pods, binDir: at('bin'), manifestDir: at('manifests'), stateDir: at('state'), serve: asked });
  return spawnSync('/bin/sh', ['-c', command.real()]).status === 0;
}

test('a pod serves when its sandbox is younger than its manifest, and it says so', () => {
  written('manifests/kube-apiserver.yaml', '', 10);
  sandbox('kube-apiserver', 12);
  expect(serve(['kube-apiserver'])).toBe(true);
  expect(serve(['kube-apiserver'], sh`false`)).toBe(false);
});

test('neither an older sandbox counts nor one of another pod', () => {
  written('manifests/kube-apiserver.yaml', '', 10);
  sandbox('kube-apiserver', 8);
  sandbox('kube-scheduler', 12);
  expect(serve(['kube-apiserver'])).toBe(false);
  sandbox('kube-apiserver', 11);
  expect(serve(['kube-apiserver'])).toBe(true);
});

test('of several pods each must be of today', () => {
  const pods = ['kube-controller-manager', 'kube-scheduler'];
  for (const pod of pods) written(`manifests/${pod}.yaml`, '', 10);
  sandbox('kube-controller-manager', 12);
  expect(serve(pods)).toBe(false);
  sandbox('kube-scheduler', 12);
  expect(serve(pods)).toBe(true);
});

test.each([
  { created: '2026-01-01T00:00:12.5Z', isOfToday: true },
  { created: '2026-01-01T00:00:08.5Z', isOfToday: false },
])('where containerd keeps its state elsewhere, crictl is asked: created at $created', ({ created, isOfToday }) => {
  rmSync(join(root, tasks), { recursive: true });
  written('manifests/kube-apiserver.yaml', '', 10);
  const crictl = join(root, 'bin/crictl');
  writeFileSync(crictl, `#!/bin/sh\ncase "$1" in pods) echo 4f1b ;; inspectp) echo ${created} ;; esac\n`);
  chmodSync(crictl, 0o755);
  expect(serve(['kube-apiserver'])).toBe(isOfToday);
});
