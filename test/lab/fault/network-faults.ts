import { hostNamed, type LabState } from '../lab-state.ts';
import { bridgeInterface, hostCable, hostPid, partitionTable } from '../network/bridge.ts';
import { attempt, run } from '../run-command.ts';

/** A host's cable, and walls between groups of hosts. What a host suffers ends with its restart, a partition does not. */
export function networkFaults(state: LabState) {
  const container = (name: string): string => hostNamed(state, name).container;
  const addresses = (names: readonly string[]): string => names.map((name) => hostNamed(state, name).address).join(', ');
  const unpartition = async (): Promise<void> => {
    await attempt(['nft', 'delete', 'table', 'bridge', partitionTable(state)]);
  };
  return {
    /** The host is alone: nothing reaches it or leaves it, and nobody is told. */
    cut: async (name: string): Promise<void> => {
      await run(['ip', 'link', 'set', await hostCable(container(name)), 'nomaster']);
    },
    /** Undoes `cut` and `slow`. */
    heal: async (name: string): Promise<void> => {
      const cable = await hostCable(container(name));
      await run(['ip', 'link', 'set', cable, 'master', await bridgeInterface(state)]);
      await attempt(['tc', 'qdisc', 'del', 'dev', cable, 'root']);
      await attempt([...inside(await hostPid(container(name))), 'tc', 'qdisc', 'del', 'dev', 'eth0', 'root']);
    },
    /** At most `rate` (as tc writes it, like `1mbit`) in either direction. */
    slow: async (name: string, rate: string): Promise<void> => {
      const bucket = ['root', 'tbf', 'rate', rate, 'burst', '32kbit', 'latency', '400ms'];
      await run(['tc', 'qdisc', 'replace', 'dev', await hostCable(container(name)), ...bucket]);
      await run([...inside(await hostPid(container(name))), 'tc', 'qdisc', 'replace', 'dev', 'eth0', ...bucket]);
    },
    /** No packet between the hosts of one group and those of the other; both still reach the machine and the rest. */
    partition: async (some: readonly string[], others: readonly string[]): Promise<void> => {
      await unpartition();
      const rules = [
        `ip saddr { ${addresses(some)} } ip daddr { ${addresses(others)} } drop`,
        `ip saddr { ${addresses(others)} } ip daddr { ${addresses(some)} } drop`,
      ];
      await run(['nft', '-f', '-'], {
        input: `table bridge ${partitionTable(state)} { chain wall { type filter hook forward priority -200\n${rules.join('\n')}\n}\n}\n`,
      });
    },
    /** Takes the wall down. */
    unpartition,
  };
}

function inside(pid: number): readonly string[] {
  return ['nsenter', '-t', String(pid), '-n'];
}
