import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lines, sh, type Command } from './command.ts';
import { pastProxies, throughProxy, type WebProxy } from './web-proxy.ts';

const proxy: WebProxy = { http: 'http://proxy:3128', https: '', noProxy: 'node1,10.0.0.0/8, it is' };
const ofTheHost = { http_proxy: 'http://host:1', HTTPS_PROXY: 'http://host:2', all_proxy: 'http://host:3', no_proxy: 'localhost' };

function environment(command: (shown: Command) => Command): readonly string[] {
  const text = (command(sh`env`) as unknown as { real(): string }).real();
  const { stdout } = spawnSync('/bin/sh', ['-c', text], { encoding: 'utf8', env: { PATH: process.env['PATH'], ...ofTheHost } });
  return stdout
    .split('\n')
    .filter((line) => /proxy=/i.test(line))
    .sort();
}

test('the given proxy takes the place of the one of the host, with none where it has none', () => {
  expect(environment((shown) => throughProxy(proxy, shown))).toEqual([
    'ALL_PROXY=',
    'HTTPS_PROXY=',
    'HTTP_PROXY=http://proxy:3128',
    'NO_PROXY=node1,10.0.0.0/8, it is',
    'all_proxy=',
    'http_proxy=http://proxy:3128',
    'https_proxy=',
    'no_proxy=node1,10.0.0.0/8, it is',
  ]);
});

test('without one, that of the host stays', () => {
  const own = Object.entries(ofTheHost).map(([name, value]) => `${name}=${value}`);
  expect(environment((shown) => throughProxy(undefined, shown))).toEqual(own.sort());
});

test('past proxies none is left', () => {
  expect(environment((shown) => lines([pastProxies, shown]))).toEqual(['no_proxy=localhost']);
});
