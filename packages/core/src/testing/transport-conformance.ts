import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../transport/transport.ts';

/** What every Transport must do; `open` connects to a host whose file system and network are those of this machine. */
export function transportConformance(name: string, open: () => Promise<Transport>): void {
  describe(`${name}, as any transport`, () => {
    const { signal } = new AbortController();
    let transport: Transport;
    let place = '';
    const stdoutOf = async (text: string): Promise<string> => (await transport.script(text, signal)).stdout;

    beforeAll(async () => {
      transport = await open();
      place = (await stdoutOf('mktemp -d')).trim();
    });
    afterAll(async () => {
      await stdoutOf(`rm -rf '${place}'`);
      await transport.close();
    });

    it('tells exit status, stdout and stderr apart', async () => {
      expect(await transport.script('echo out; echo err >&2; exit 3', signal)).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
      expect(await transport.script("kill -s TERM $(sh -c 'echo $PPID')", signal)).toMatchObject({ code: 143 });
    });

    it('leaves nothing of one script to the next, and gives none an input', async () => {
      await stdoutOf('x=1; cd /usr; umask 0; f() { :; }; set -f; exec 3>&1');
      expect(await stdoutOf('cat; echo "$x$PWD$(umask)"; command -v f; echo *bin*')).toMatch(/^\/0022\n.*bin/);
    });

    it('survives syntax errors and honours set -e', async () => {
      expect(await transport.script('if then', signal)).toMatchObject({ code: 2 });
      expect(await transport.script('set -e; false; echo no', signal)).toMatchObject({ code: 1, stdout: '' });
      expect(await stdoutOf("cat <<'EOF'\n$x `y` 'z' \\n\nEOF")).toBe("$x `y` 'z' \\n\n");
    });

    it('runs a script of one megabyte with file content inside, byte for byte', async () => {
      const content = 'all of it: äöü € \\ $x `y` "z"\t\u0001\u001b\u0081\u0088\n'.repeat(26_000);
      const out = await stdoutOf(`cat <<'KMAGIC_EOF' > '${place}/large'\n${content}KMAGIC_EOF\ncat '${place}/large'`);
      expect(Buffer.byteLength(content)).toBeGreaterThan(1024 * 1024);
      expect(out === content).toBe(true);
    });

    it('brings five megabytes back', async () => {
      const out = await transport.script('head -c 5000000 /dev/zero | tr "\\000" z; head -c 5000000 /dev/zero | tr "\\000" e >&2', signal);
      expect([out.code, out.stdout.length, out.stderr.length]).toEqual([0, 5_000_000, 5_000_000]);
    });

    it('keeps output that is not text from breaking anything', async () => {
      const out = await stdoutOf('head -c 300000 /dev/urandom; printf "\\n\\n\\000end"');
      expect(out.endsWith('\n\n\0end')).toBe(true);
      expect(await stdoutOf('printf ""')).toBe('');
    });

    it('runs concurrent scripts one after another, each with its own answer', async () => {
      const outs = await Promise.all(Array.from({ length: 20 }, (_, i) => stdoutOf(`echo ${i} >> '${place}/order'; echo ${i}`)));
      expect(outs).toEqual(Array.from({ length: 20 }, (_, i) => `${i}\n`));
      expect(await stdoutOf(`cat '${place}/order'`)).toBe(outs.join(''));
    });

    it('streams lines while the script runs, beside other scripts', async () => {
      const lines: string[] = [];
      const first = Promise.withResolvers<undefined>();
      const onLine = (line: string, stream: string): void => {
        lines.push(`${stream}:${line}`);
        first.resolve(undefined);
      };
      const gate = `${place}/gate`;
      const streaming = transport.stream(`echo one; while [ ! -e '${gate}' ]; do sleep 0.05; done; echo; echo; printf two`, onLine, signal);
      await first.promise;
      expect(lines).toEqual(['stdout:one']);
      await stdoutOf(`: > '${gate}'`);
      expect(await streaming).toEqual({ code: 0, stdout: 'one\n\n\ntwo', stderr: '' });
      expect(lines).toEqual(['stdout:one', 'stdout:', 'stdout:', 'stdout:two']);
    });

    it('runs more streams than it has channels for', async () => {
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, i) => transport.stream(`echo ${i}; exit ${i}`, () => undefined, signal)),
      );
      expect(all.map((out) => out.code)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    });

    it('ends an aborted script with what it started, and goes on', async () => {
      // No other test that runs now sleeps as long.
      const long = `1234.${process.pid}`;
      const abort = new AbortController();
      const running = transport.script(`echo $$ > '${place}/pid'; sh -c 'sleep ${long}' & sleep ${long}`, abort.signal);
      const queued = transport.script('echo queued', abort.signal);
      const kept = transport.script('echo kept', signal);
      setTimeout(() => abort.abort(), 200);
      await expect(queued).rejects.toMatchObject({ code: 'interrupted', host: transport.host });
      await expect(running).rejects.toMatchObject({ code: 'interrupted', host: transport.host });
      expect(await kept).toMatchObject({ stdout: 'kept\n' });
      const left = await stdoutOf(`grep -lzx '${long.replace('.', '[.]')}' /proc/[0-9]*/cmdline 2>/dev/null | grep -c .`);
      expect(left).toBe('0\n');
    });

    it('ends an aborted stream, and refuses what is aborted before it begins', async () => {
      const abort = new AbortController();
      const streaming = transport.stream('echo started; sleep 4321.5', () => abort.abort(), abort.signal);
      await expect(streaming).rejects.toMatchObject({ code: 'interrupted' });
      await expect(transport.script('true', abort.signal)).rejects.toMatchObject({ code: 'interrupted' });
      await expect(transport.stream('true', () => undefined, abort.signal)).rejects.toMatchObject({ code: 'interrupted' });
    });

    it('says timeout when the signal ran out of time', async () => {
      await expect(transport.script('sleep 99.5', AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'timeout' });
    });

    it('is not held up by what a script leaves running', async () => {
      const pid = await stdoutOf('sleep 60 & echo $!');
      expect(await stdoutOf('echo next')).toBe('next\n');
      await stdoutOf(`kill ${pid}`);
    });

    it('opens another shell when a script ends the one it had', async () => {
      await expect(transport.script('kill -s KILL $$', signal)).rejects.toMatchObject({ code: 'commandFailed' });
      expect(await stdoutOf('echo back')).toBe('back\n');
    });

    it('uploads a file privately and whole', async () => {
      const path = `${place}/up load's`;
      const bytes = Buffer.alloc(2_500_000, Buffer.from(Array.from({ length: 256 }, (_, i) => (i * 7919) % 256)));
      await transport.upload(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), path, signal);
      const quoted = `"${place}/up load's"`;
      expect(await stdoutOf(`stat -c '%a %s' ${quoted}; cksum < ${quoted}`)).toMatch(/^600 2500000\n/);
      await transport.upload(Readable.from([]), path, signal);
      expect(await stdoutOf(`stat -c '%a %s' ${quoted}; ls '${place}' | grep -c kmagic-`)).toBe('600 0\n0\n');
    });

    it('leaves the old file where an upload fails or is aborted', async () => {
      const path = `${place}/kept`;
      await stdoutOf(`echo old > '${path}'`);
      const failing = Readable.from(
        (async function* () {
          yield Buffer.alloc(2_000_000);
          await Promise.resolve();
          throw new Error('mirror went away');
        })(),
      );
      await expect(transport.upload(failing, path, signal)).rejects.toMatchObject({
        code: 'commandFailed',
        message: expect.stringContaining('mirror went away') as string,
      });
      const abort = new AbortController();
      const endless = new Readable({ read: () => setTimeout(() => abort.abort(), 50) });
      endless.push(Buffer.alloc(2_000_000));
      await expect(transport.upload(endless, path, abort.signal)).rejects.toMatchObject({ code: 'interrupted' });
      await expect(transport.upload(Readable.from(['x']), `${place}/no/such`, signal)).rejects.toMatchObject({ code: 'commandFailed' });
      const wait = `i=0; while [ $i -lt 40 ] && ls '${place}' | grep -q kmagic-; do sleep 0.05; i=$((i + 1)); done`;
      expect(await stdoutOf(`${wait}; cat '${path}'; ls '${place}' | grep -c kmagic-`)).toBe('old\n0\n');
    });

    it('forwards a byte stream, and says what it cannot reach', async () => {
      const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
      await once(echo.listen(0, '127.0.0.1'), 'listening');
      const { port } = echo.address() as AddressInfo;
      const stream = await transport.forward('127.0.0.1', port);
      const sent = Buffer.alloc(1_000_000, 'kmagic');
      stream.end(sent);
      const back: Buffer[] = [];
      for await (const chunk of stream as AsyncIterable<Buffer>) back.push(chunk);
      expect(Buffer.concat(back).equals(sent)).toBe(true);
      echo.close();
      await once(echo, 'close');
      await expect(transport.forward('127.0.0.1', port)).rejects.toMatchObject({ code: 'driverFailed', host: transport.host });
    });

    it('counts round trips and bytes', async () => {
      const before = transport.stats;
      await stdoutOf(`: ${'x'.repeat(10_000)}; printf ${'y'.repeat(20_000)}`);
      const after = transport.stats;
      expect(after.roundTrips - before.roundTrips).toBe(1);
      expect(after.bytesSent - before.bytesSent).toBeGreaterThan(30_000);
      expect(after.bytesReceived - before.bytesReceived).toBeGreaterThan(20_000);
    });

    it('refuses a script with a NUL byte', async () => {
      await expect(transport.script('echo \0', signal)).rejects.toMatchObject({ code: 'bug' });
    });
  });
}
