import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { asKmagicError, exitCodes } from '@kmagic/core';
import type { DiffSpecOptions } from './commands/diff-spec.ts';
import { specCommands } from './commands/spec.ts';
import { variablesCommands } from './commands/variables.ts';
import { vaultCommands } from './commands/vault.ts';
import { collect } from './collect.ts';
import { discreet } from './discreet.ts';
import { namedInventories, withInventoryOption } from './inventory-option.ts';
import { errorText } from './renderers/error-text.ts';
import type { Console } from './run-cluster.ts';
import type { VaultSources } from './vault-keys.ts';
import { withVaultOptions } from './vault-options.ts';

/** What all commands that read an inventory have in common, as commander gives it. */
export interface InventoryOptions extends VaultSources {
  readonly inventory: readonly string[];
  readonly extraVars: readonly string[];
}

/** What all commands that go to hosts have in common. */
export interface GlobalOptions extends InventoryOptions {
  readonly forks: number;
  readonly hostKeyChecking: 'strict' | 'accept-new' | 'off';
  readonly limit?: string;
  readonly stats?: true;
}

type Act = (io: Console, inventories: readonly string[], options: never) => Promise<number>;

/** What this process was started with: where it prints to, and the time. */
const terminal: Console = { out: process.stdout, err: process.stderr, clock: Date.now };

/** Runs the words of a command line; resolves to the exit status (docs/reference/exit-codes.md). */
export async function runKmagic(words: readonly string[], told: Partial<Console> = {}): Promise<number> {
  const bare = { ...terminal, ...told };
  let status = 0;
  const kmagic = program(bare, async (io, act) => {
    status = await statusOf(io, act);
  });
  speakThrough(kmagic, bare);
  try {
    await kmagic.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    // Help was asked for, or the words are wrong, which has been said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    throw error;
  }
}

type Guarded = (io: Console, act: () => Promise<number>) => Promise<void>;

function program(bare: Console, guarded: Guarded): Command {
  const io: Console = { ...bare, out: discreet(bare.out), err: discreet(bare.err) };
  // Commands are loaded when they are asked for: all together take longer to load than most of them to run.
  const run = (load: () => Promise<Act>) => (inventories: readonly string[], options: object, command?: Command) =>
    guarded(io, async () => {
      const named = namedInventories(inventories, options, command?.name() ?? 'plan');
      const act = await load();
      return await act(io, named, options as never);
    });
  const kmagic = new Command('kmagic')
    .description('Install and operate Kubernetes clusters over SSH.')
    .version('0.1.0')
    .showHelpAfterError();
  const onInventories = (made: Command): Command =>
    withVaultOptions(
      withInventoryOption(made).option('-e, --extra-vars <vars>', 'name=value, a JSON mapping or @file; outranks everything', collect, []),
    );
  const command = (name: string, about: string): Command => onInventories(kmagic.command(name).description(about));
  const onHosts = (made: Command): Command =>
    made
      .option('-l, --limit <hosts>', 'only these hosts and groups, separated by commas')
      .option('--forks <n>', 'hosts worked on at once', count, 50)
      .addOption(
        new Option('--host-key-checking <how>', 'what to do about unknown host keys')
          .choices(['strict', 'accept-new', 'off'])
          .default('accept-new'),
      )
      .option('--stats', 'show round trips and bytes of every host');

  onHosts(command('check', 'Look for what would be in the way of an apply, on all hosts at once. Exit 14: there is something.'))
    .argument('[inventory...]')
    .addOption(new Option('--output <form>', 'how to print it').choices(['text', 'json']).default('text'))
    .action(run(async () => (await import('./commands/check.ts')).checkCommand));
  onHosts(
    command(
      'plan',
      'Show everything that differs, and what doing it would interrupt; write nothing anywhere. Exit 0: nothing, 2: changes.',
    ),
  )
    .argument('[inventory...]')
    .addOption(new Option('--output <form>', 'how to print the plan').choices(['text', 'json']).default('text'))
    .option('-o, --out <file>', 'save the plan for `kmagic apply FILE`')
    .action(run(async () => (await import('./commands/plan.ts')).planCommand));
  onHosts(command('apply', 'Make it so: plan, confirm, act, verify. Takes an inventory, or a saved plan.'))
    .argument('[inventory...]')
    .option('-y, --yes', 'do not ask')
    .action(run(async () => (await import('./commands/apply.ts')).applyCommand));
  onHosts(command('reset', 'Take the cluster off its hosts: what kmagic created goes, what it found there stays.'))
    .argument('[inventory...]')
    .option('--confirm <cluster>', 'the name of the cluster, for scripts; people are asked to type it')
    .action(run(async () => (await import('./commands/reset.ts')).resetCommand));
  command('validate', 'Check everything the inventory says; contacts nobody. Exit 0: nothing stands in the way of a plan.')
    .argument('[inventory...]')
    .addOption(new Option('--output <form>', 'how to print it').choices(['text', 'json']).default('text'))
    .action(run(async () => (await import('./commands/validate.ts')).validateCommand));
  command('explain', 'Show where the value of a variable comes from, and what it is made of; contacts nobody.')
    .argument('<variable>')
    .argument('[inventory...]')
    .option('--host <host>', 'as this host has it')
    .addOption(new Option('--output <form>', 'how to print it').choices(['text', 'json']).default('text'))
    .action((variable: string, inventories: readonly string[], options: object) =>
      run(async () => (await import('./commands/explain.ts')).explainCommand)(inventories, { ...options, variable }),
    );
  command('graph', 'Print the graph of tasks, by the facts hosts gave last; contacts nobody.')
    .argument('[inventory...]')
    .addOption(new Option('--output <form>', 'dot or json').choices(['dot', 'json']).default('dot'))
    .action(run(async () => (await import('./commands/graph.ts')).graphCommand));
  command('inventory', 'Show the inventory as ansible-inventory does: groups, hosts and their variables; contacts nobody.')
    .argument('[inventory...]')
    .option('--list', 'everything; this is what is shown where nothing else is asked for')
    .option('--host <host>', 'the variables of one host')
    .option('--graph', 'the tree of groups and hosts')
    .option('--vars', 'with --graph: variables too')
    .option(
      '--yaml',
      'as YAML; with --list an inventory again, unless something in it is masked (said on stderr): kmagic spec export encrypts',
    )
    .option('--json', 'as JSON, as without it')
    .option('--evaluated', 'what variables come to, templates evaluated')
    .action(run(async () => (await import('./commands/inventory.ts')).inventoryCommand));
  withVaultOptions(kmagic.command('diff-spec'))
    .description('Compare the settings of two clusters as they take effect; contacts nobody. Exit 0: nothing differs, 2: something does.')
    .argument('<a>', 'an inventory file or directory')
    .argument('<b>', 'another')
    .option('-e, --extra-vars <vars>', 'name=value, a JSON mapping or @file, for both', collect, [])
    .option('--inventory-a <path>', 'a further inventory file or directory of a', collect, [])
    .option('--inventory-b <path>', 'the same of b', collect, [])
    .option('--extra-vars-a <vars>', 'as -e, for a alone', collect, [])
    .option('--extra-vars-b <vars>', 'for b alone', collect, [])
    .option('--all', 'also what each host has for itself, such as its address')
    .addOption(new Option('--output <form>', 'how to print it').choices(['text', 'json']).default('text'))
    .action((a: string, b: string, options: Omit<DiffSpecOptions, 'a' | 'b'>) =>
      guarded(io, async () => await (await import('./commands/diff-spec.ts')).diffSpecCommand(io, { ...options, a, b })),
    );
  command('trust', 'Forget the host keys known of a host: the next connection notes the new one.')
    .argument('<host>')
    .argument('[inventory...]')
    .action((host: string, inventories: readonly string[], options: object) =>
      run(async () => (await import('./commands/trust.ts')).trustCommand)(inventories, { ...options, host }),
    );
  kmagic.addCommand(variablesCommands(io, (act) => guarded(io, act)));
  // What stands there is the cluster's own; masked, it would be another.
  kmagic.addCommand(specCommands({ ...io, out: bare.out }, { guarded: (act) => guarded(io, act), onInventories }));
  // Showing what is encrypted is what `kmagic vault view` is for.
  kmagic.addCommand(vaultCommands(bare, (act) => guarded(io, act)));
  return kmagic;
}

/** What an action comes to; an error is shown, and has a status of its own. */
async function statusOf(io: Console, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (thrown) {
    const error = asKmagicError(thrown);
    io.err.write(`${errorText(error)}\n`);
    if (error.code === 'bug' && error.cause instanceof Error) io.err.write(`${error.cause.stack ?? ''}\n`);
    return exitCodes[error.code];
  }
}

/** Nothing of commander's ends the process or writes past the console; commands that were added whole have inherited nothing. */
function speakThrough(command: Command, console: Console): void {
  const { out, err } = console;
  command.exitOverride().configureOutput({
    writeOut: (text) => out.write(text),
    writeErr: (text) => err.write(text),
    getOutHelpWidth: () => (out.isTTY ? out.columns : 80),
    getErrHelpWidth: () => (err.isTTY ? err.columns : 80),
  });
  for (const each of command.commands) speakThrough(each, console);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 up is wanted.');
  return value;
}
