import { writeFile } from 'node:fs/promises';
import type { Output } from '@kmagic/core';
import { reveal } from '@kmagic/core/reveal';
import { startSshServer, type SshServer } from '@kmagic/core/testing';
import { attempt } from '../../lab/run-command.ts';
import { answerScripts } from './script-channel.ts';
import { ScriptReplay } from './script-replay.ts';
import type { Order, Report, Substitutions } from './simulation.ts';

// Runs what comes on stdin as the script loop would; the login is root's.
const shell = `LC_ALL=C; export LC_ALL; PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"; cd /; s=$(cat; printf x); s=\${s%x}; (eval " $s") </dev/null`;

let substitutions: Substitutions = {};
let replay: ScriptReplay | undefined;
let ports: Readonly<Record<string, number>> = {};
let server: SshServer | undefined;

// One order after another, each with its report.
let turn = Promise.resolve();
process.on('message', (order: Order) => {
  turn = turn.then(async () => {
    await carryOut(order);
    const { user, system } = process.cpuUsage();
    process.send?.({ ports, asked: replay?.asked ?? 0, cpuMs: (user + system) / 1000 } satisfies Report);
  });
});
process.on('disconnect', () => void server?.close());

async function carryOut(order: Order): Promise<void> {
  if (order.do === 'substitute') substitutions = order.substitutions;
  if (order.do !== 'listen') return;
  const recorded = new ScriptReplay((script) => attempt([...order.realHost, shell], { input: script }));
  replay = recorded;
  server = await startSshServer({
    hosts: order.hosts.map((name) => ({
      name,
      run: (commandLine, channel) =>
        answerScripts(commandLine, channel, async (script) => inPlaceOf(name, await recorded.answer(asReal(name, script)))),
    })),
  });
  ports = Object.fromEntries(order.hosts.map((name) => [name, server?.settings(name).port ?? 0]));
  const key = server.settings(order.hosts[0] ?? '').privateKey;
  if (key) await writeFile(order.keyFile, reveal(key), { mode: 0o600 });
}

function inPlaceOf(host: string, output: Output): Output {
  const pairs = substitutions[host] ?? [];
  return { ...output, stdout: pairs.reduce((text, [from, to]) => text.replaceAll(from, to), output.stdout) };
}

function asReal(host: string, script: string): string {
  return (substitutions[host] ?? []).reduceRight((text, [from, to]) => text.replaceAll(to, from), script);
}
