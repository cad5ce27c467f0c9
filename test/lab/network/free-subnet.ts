import { allLabStates } from '../lab-state.ts';
import { podman } from '../podman.ts';
import { run } from '../run-command.ts';

/** The first three numbers of a /24 nothing on this machine uses; 10.99.50 for the default lab when it is free. */
export async function freePrefix(name: string): Promise<string> {
  const used = await usedPrefixes();
  const candidates = Array.from({ length: 149 }, (_, i) => `10.99.${50 + i}`);
  // Other labs leave the default lab's network to it.
  const free = (name === 'lab' ? candidates : candidates.slice(1)).find((prefix) => !used.has(prefix));
  if (free === undefined) throw new Error('no free network among 10.99.50.0/24 to 10.99.198.0/24');
  return free;
}

async function usedPrefixes(): Promise<ReadonlySet<string>> {
  const routes = await run(['ip', '-4', '-o', 'route', 'show', 'table', 'all']);
  const networks = await podman('network', 'ls', '--format', 'json');
  const labs = (await allLabStates()).map((lab) => `${lab.prefix}.0`);
  const names = (JSON.parse(networks) as { name: string }[]).map((network) => network.name);
  const subnets = names.length > 0 ? await podman('network', 'inspect', ...names) : '';
  const addresses = `${routes}\n${subnets}\n${labs.join('\n')}`.matchAll(/\b(10\.99\.\d+)\.\d+/g);
  return new Set([...addresses].map((match) => match[1]!));
}
