import type { Lab } from '../lab.ts';

type Action = readonly [usage: string, act: (lab: Lab, words: readonly string[]) => Promise<void>];

const list = (text: string): readonly string[] => text.split(',');

const actions: Readonly<Record<string, Action>> = {
  stop: ['HOST', ({ faults }, [host]) => faults.stop(host!)],
  kill: ['HOST', ({ faults }, [host]) => faults.kill(host!)],
  start: ['HOST', ({ faults }, [host]) => faults.start(host!)],
  restart: ['HOST', ({ faults }, [host]) => faults.restart(host!)],
  wipe: ['HOST', ({ faults }, [host]) => faults.wipe(host!)],
  replace: ['HOST', ({ faults }, [host]) => faults.replace(host!)],
  cut: ['HOST', ({ faults }, [host]) => faults.cut(host!)],
  heal: ['HOST', ({ faults }, [host]) => faults.heal(host!)],
  slow: ['HOST RATE', ({ faults }, [host, rate]) => faults.slow(host!, rate!)],
  partition: ['HOST,HOST HOST,HOST', ({ faults }, [some, others]) => faults.partition(list(some!), list(others!))],
  unpartition: ['', ({ faults }) => faults.unpartition()],
  fill: ['HOST PATH', ({ faults }, [host, path]) => faults.fill(host!, path!)],
  unfill: ['HOST PATH', ({ faults }, [host, path]) => faults.unfill(host!, path!)],
  'daemon-stop': ['HOST UNIT', ({ faults }, [host, unit]) => faults.daemonStop(host!, unit!)],
  'daemon-start': ['HOST UNIT', ({ faults }, [host, unit]) => faults.daemonStart(host!, unit!)],
  'deny-sudo': ['HOST', ({ faults }, [host]) => faults.denySudo(host!)],
  'allow-sudo': ['HOST', ({ faults }, [host]) => faults.allowSudo(host!)],
  'change-host-key': ['HOST', ({ faults }, [host]) => faults.changeHostKey(host!)],
  'restore-host-key': ['HOST', ({ faults }, [host]) => faults.restoreHostKey(host!)],
  'registry-stop': ['', ({ faults }) => faults.registryStop()],
  'registry-start': ['', ({ faults }) => faults.registryStart()],
  'mirror-stop': ['', ({ faults }) => faults.mirrorStop()],
  'mirror-start': ['', ({ faults }) => faults.mirrorStart()],
  'mirror-corrupt': ['PATH', ({ faults }, [path]) => faults.mirrorCorrupt(path!)],
  'mirror-restore': ['PATH', ({ faults }, [path]) => faults.mirrorRestore(path!)],
};

/** One line per fault: its name and its words. */
export const faultUsage: string = Object.entries(actions)
  .map(([name, [usage]]) => `  ${name} ${usage}`.trimEnd())
  .join('\n');

/** Does a fault given as command-line words; throws with the usage when they are wrong. */
export async function runFault(lab: Lab, words: readonly string[]): Promise<void> {
  const [name = '', ...rest] = words;
  const action = actions[name];
  if (!action) throw new Error(`which fault?\n${faultUsage}`);
  const [usage, act] = action;
  const wanted = usage === '' ? 0 : usage.split(' ').length;
  if (rest.length !== wanted) throw new Error(`usage: lab fault ${name} ${usage}`);
  await act(lab, rest);
}
