import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { contentHash } from '../../resource/fingerprint.ts';
import type { WebProxy } from '../../shell/web-proxy.ts';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { localShell, type LocalShell } from '../../testing/local-shell.ts';
import { me } from '../../testing/me.ts';
import { answer, runSteps } from '../../testing/run-steps.ts';
import { cases, convergence } from './cases.ts';
import { download } from './download.ts';

testCases(download.kind, cases);
testConvergence(download.kind, convergence);

const content = 'the kubelet\n'.repeat(1000);
const want = (url: string) => ({ urls: [url], sha256: contentHash(content), mode: '0755', ...me });

async function act(shell: LocalShell, url: string, proxy?: WebProxy): Promise<void> {
  const subject = { path: `${shell.root}/kubelet` };
  const seen = await answer(download.kind.probe(subject), shell);
  await runSteps(download.kind.steps({ subject, want: { ...want(url), proxy }, seen, late: {}, changes: [] }), shell);
}

/** A server of one content that notes what ranges it was asked for; `ranges: 'none'` never goes on in the middle. */
async function serve(text: string, ranges: 'some' | 'none') {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range;
    asked.push(range ?? 'whole');
    const from = Number(/bytes=(\d+)/.exec(range ?? '')?.[1] ?? 0);
    if (range === undefined || ranges === 'none') response.end(text);
    else if (from >= text.length) response.writeHead(416).end();
    else response.writeHead(206, { 'content-range': `bytes ${from}-${text.length - 1}/${text.length}` }).end(text.slice(from));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kubelet`, close: () => server.close() };
}

it.each(['some', 'none'] as const)('a part that was loaded is of use where the server knows %s ranges', async (ranges) => {
  const [shell, server] = [await localShell({ reroot: ['/var/lib/kmagic'] }), await serve(content, ranges)];
  await shell.script(`printf '%s' '${content.slice(0, 5000)}' > $ROOT/kubelet.part`);
  await act(shell, server.url);
  expect(server.asked).toEqual(ranges === 'some' ? ['bytes=5000-'] : ['bytes=5000-', 'whole']);
  expect(download.kind.diff(want(server.url), await answer(download.kind.probe({ path: `${shell.root}/kubelet` }), shell))).toEqual([]);
  server.close();
  await shell.close();
});

it('a tampered download is removed, saying what was expected and what was got', async () => {
  const [shell, server] = [await localShell({ reroot: ['/var/lib/kmagic'] }), await serve('evil', 'some')];
  await shell.script('echo old > $ROOT/kubelet');
  await expect(act(shell, server.url)).rejects.toThrow(
    `${server.url} is not what it should be: expected sha256 ${contentHash(content)}, got ${contentHash('evil')}; removed`,
  );
  expect((await shell.script('cd $ROOT; ls; cat kubelet')).stdout).toBe('bin\nkubelet\nold\n');
  server.close();
  await shell.close();
});

it.each([
  { openssl: 'is of use', programs: { sha256sum: 'exit 1' } },
  { openssl: 'fails', programs: { openssl: 'exit 1' } },
])('where openssl $openssl what was got is compared all the same', async ({ programs }) => {
  const [shell, server] = [await localShell({ reroot: ['/var/lib/kmagic'], programs }), await serve(content, 'some')];
  await act(shell, server.url);
  expect((await shell.script('cat $ROOT/kubelet')).stdout).toBe(content);
  const [other, evil] = [await localShell({ reroot: ['/var/lib/kmagic'], programs }), await serve('evil', 'some')];
  await expect(act(other, evil.url)).rejects.toThrow(`got ${contentHash('evil')}; removed`);
  for (const each of [server, evil]) each.close();
  await shell.close();
  await other.close();
});

it('a server that is down is named', async () => {
  const shell = await localShell();
  await expect(act(shell, 'http://127.0.0.1:9/kubelet')).rejects.toThrow('http://127.0.0.1:9/kubelet cannot be downloaded (status 7)');
  await shell.close();
});

it('a verified file is not read again until it changes', async () => {
  const shell = await localShell({
    reroot: ['/var/lib/kmagic'],
    programs: { sha256sum: 'echo "$@" >> "$ROOT/hashed"; exec /usr/bin/sha256sum "$@"' },
  });
  const server = await serve(content, 'some');
  await act(shell, server.url);
  await shell.script('rm -f $ROOT/hashed');
  const probe = download.kind.probe({ path: `${shell.root}/kubelet` });
  expect(await answer(probe, shell)).toMatchObject({ sha256: contentHash(content) });
  expect((await shell.script('cat $ROOT/hashed')).stdout).toBe('');
  await shell.script('echo tampered >> $ROOT/kubelet');
  expect(await answer(probe, shell)).toMatchObject({ sha256: contentHash(`${content}tampered\n`) });
  expect((await shell.script('cat $ROOT/hashed')).stdout).toContain('/kubelet');
  server.close();
  await shell.close();
});

it('a web proxy is asked for what is not reached directly', async () => {
  const [shell, server] = [await localShell({ reroot: ['/var/lib/kmagic'] }), await serve(content, 'some')];
  const { origin } = new URL(server.url);
  await act(shell, 'http://files.invalid/kubelet', { http: origin, https: '', noProxy: '127.0.0.1,nodes.invalid' });
  expect((await shell.script('cat $ROOT/kubelet')).stdout).toBe(content);
  await shell.script('rm $ROOT/kubelet');
  await expect(act(shell, 'http://nodes.invalid/kubelet', { http: origin, https: '', noProxy: '127.0.0.1,nodes.invalid' })).rejects.toThrow(
    'http://nodes.invalid/kubelet cannot be downloaded (status 6)',
  );
  server.close();
  await shell.close();
});
