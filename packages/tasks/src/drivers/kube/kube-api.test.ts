import { expect, test } from 'vitest';
import type { KubeConnection, Request, Response } from './connection.ts';
import { KubeApi } from './kube-api.ts';

const group = 'crd.projectcalico.org/v1';
const pool = { apiVersion: group, kind: 'IPPool', name: 'default-pool' };
const felix = { apiVersion: group, kind: 'FelixConfiguration', name: 'default' };

/** An API server with these kinds of calico, each with the object asked for; `paths` are those it was asked for. */
function server(...plurals: string[]) {
  const kinds: Readonly<Record<string, string>> = { ippools: 'IPPool', felixconfigurations: 'FelixConfiguration' };
  const paths: string[] = [];
  const answer = (path: string): Response => {
    paths.push(path);
    if (path === `/apis/${group}`) {
      return { status: 200, body: { resources: plurals.map((name) => ({ name, kind: kinds[name], namespaced: false })) } };
    }
    const [, , , , plural = '', name] = path.split('/');
    return plurals.includes(plural) ? { status: 200, body: { metadata: { name } } } : { status: 404, body: {} };
  };
  const send = ({ path }: Request): Promise<Response> => Promise.resolve(answer(path));
  const api = new KubeApi({ send } as unknown as KubeConnection, new Map(), new AbortController().signal);
  return { api, paths, comes: (plural: string) => plurals.push(plural) };
}

test('what kinds there are is asked once', async () => {
  const { api, paths } = server('felixconfigurations', 'ippools');
  expect(await api.get(felix)).toBeDefined();
  expect(await api.get(pool)).toBeDefined();
  expect(paths.filter((path) => path === `/apis/${group}`)).toHaveLength(1);
});

test('a kind that comes after others were asked for is found', async () => {
  const { api, comes } = server('felixconfigurations');
  expect(await api.get(pool)).toBeUndefined();
  expect(await api.get(felix)).toBeDefined();
  comes('ippools');
  expect(await api.get(pool)).toBeDefined();
});

test('several that ask at once for a kind that is not there ask no more than twice', async () => {
  const { api, paths } = server('felixconfigurations');
  expect(await Promise.all([api.get(felix), api.get(pool), api.list(pool), api.get(pool)])).toMatchObject([
    { metadata: { name: 'default' } },
    undefined,
    [],
    undefined,
  ]);
  expect(paths.filter((path) => path === `/apis/${group}`)).toHaveLength(2);
});
