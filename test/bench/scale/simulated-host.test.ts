import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSshConnect, gatherFacts } from '@kmagic/core';
import { startSshServer } from '@kmagic/core/testing';
import { attempt } from '../../lab/run-command.ts';
import { answerScripts } from './script-channel.ts';
import { ScriptReplay } from './script-replay.ts';

it('a simulated host answers what the real one answers, which is asked each script once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kmagic-simulated-'));
  const replay = new ScriptReplay((script) => attempt(['sh'], { input: script }));
  const names = ['one', 'two', 'three'];
  const server = await startSshServer({
    hosts: names.map((name) => ({
      name,
      run: (commandLine, channel) => answerScripts(commandLine, channel, (script) => replay.answer(script)),
    })),
  });
  const settings = new Map(names.map((name) => [name, server.settings(name)]));
  const connect = createSshConnect(settings, { knownHosts: { file: join(folder, 'known_hosts') } });
  const { signal } = new AbortController();
  try {
    const transports = await Promise.all(names.map((name) => connect(name, signal)));
    const facts = await Promise.all(transports.map((transport) => gatherFacts(transport, signal)));
    expect(facts[1]).toEqual(facts[0]);
    expect(facts[0]?.kernel).toBe((await attempt(['uname', '-r'])).stdout.trim());
    expect(replay.asked).toBe(1);
    const said = await transports[0]!.script('echo out; echo err >&2; exit 3', signal);
    expect(said).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
    await Promise.all(transports.map((transport) => transport.close()));
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
