import type { Duplex, Writable } from 'node:stream';
import type { Output } from '@kmagic/core';

/**
 * The far end of a root shell that answers scripts without a shell: speaks what core/transport/programs.ts speaks. It says
 * that it is ready in no process group, so that nothing is ever ended in its name.
 */
export function answerScripts(
  commandLine: string,
  channel: Duplex & { readonly stderr: Writable },
  answer: (script: string) => Promise<Output>,
): void {
  const ready = /kmagic-[0-9a-f]{32}/.exec(commandLine)?.[0];
  if (ready === undefined) throw new Error('this command line starts no script loop');
  channel.write(`\n${ready} \n`);
  let pending = Buffer.alloc(0);
  let turn = Promise.resolve();
  channel.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let next = takeScript(pending); next !== undefined; next = takeScript(pending)) {
      const { tag, script, rest } = next;
      pending = rest;
      turn = turn.then(async () => {
        const { code, stdout, stderr } = await answer(script);
        channel.write(`${stdout}\n${tag} ${code}\n`);
        channel.stderr.write(`${stderr}\n${tag} ${code}\n`);
      });
    }
  });
}

/** The first whole script of what came, as `oneScript` writes it. */
function takeScript(bytes: Buffer): { readonly tag: string; readonly script: string; readonly rest: Buffer<ArrayBuffer> } | undefined {
  const found = /^kmagic_t=(\S+); \(eval '([^']*(?:'\\''[^']*)*)'\) [^\n]*\n/.exec(bytes.toString('utf8'));
  if (found === null) return undefined;
  const [whole, tag = '', quoted = ''] = found;
  return { tag, script: quoted.replaceAll(`'\\''`, "'").slice(1), rest: Buffer.from(bytes.subarray(Buffer.byteLength(whole))) };
}
