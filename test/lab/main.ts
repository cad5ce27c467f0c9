import { parseArgs } from 'node:util';
import { faultUsage, runFault } from './fault/fault-command.ts';
import { defaultLab, findLab, labDown, labUp, obtainArtifacts, type Lab } from './lab.ts';
import { hostNamed } from './lab-state.ts';
import { runInteractive } from './run-command.ts';
import { sshCommand } from './ssh.ts';
import { statusText } from './status.ts';

const usage = `pnpm lab up [--topology ha5|single|FILE] [--name NAME]
pnpm lab down | status | artifacts [--name NAME]
pnpm lab ssh [--name NAME] HOST [COMMAND]
pnpm lab fault FAULT ... [--name NAME], with FAULT one of
${faultUsage}`;

const say = (line: string): void => console.log(line);

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`lab: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function main(argv: readonly string[]): Promise<number> {
  const { ours, theirs } = splitAtHost(argv);
  const { values, positionals } = parseArgs({
    args: ours,
    allowPositionals: true,
    options: { topology: { type: 'string' }, name: { type: 'string', default: defaultLab }, help: { type: 'boolean' } },
  });
  const { name } = values;
  const [command, ...words] = positionals;
  if (values.help || command === undefined) return (say(usage), command === undefined && !values.help ? 1 : 0);
  switch (command) {
    case 'up': {
      const topology = values.topology === undefined ? {} : { topology: values.topology };
      say(await statusText(await labUp({ name, say, ...topology })));
      return 0;
    }
    case 'down':
      await labDown({ name, say });
      return 0;
    case 'artifacts':
      for (const { file, sha256 } of (await obtainArtifacts(say)).files) say(`${sha256}  ${file.path}`);
      return 0;
    case 'status':
      say(await statusText(await existing(name)));
      return 0;
    case 'ssh': {
      const { state } = await existing(name);
      const host = hostNamed(state, words[0] ?? '');
      return runInteractive(sshCommand(state, host, theirs));
    }
    case 'fault':
      await runFault(await existing(name), words);
      return 0;
    default:
      throw new Error(`no command ${command}\n${usage}`);
  }
}

// What comes after the host of `ssh` is a command with options of its own.
function splitAtHost(argv: readonly string[]): { readonly ours: string[]; readonly theirs: readonly string[] } {
  if (argv[0] !== 'ssh') return { ours: [...argv], theirs: [] };
  const host = argv[1] === '--name' ? 3 : 1;
  return { ours: argv.slice(0, host + 1), theirs: argv.slice(host + 1) };
}

async function existing(name: string): Promise<Lab> {
  const lab = await findLab(name);
  if (!lab) throw new Error(`there is no lab ${name}: pnpm lab up${name === defaultLab ? '' : ` --name ${name}`}`);
  return lab;
}
