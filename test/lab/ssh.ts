import { join } from 'node:path';
import { labDir } from './lab-home.ts';
import type { LabHost, LabState } from './lab-state.ts';

/** The command line of a root shell on a host by ssh; the lab's host keys are new with every lab and not checked. */
export function sshCommand(state: LabState, host: LabHost, words: readonly string[]): readonly string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'ConnectTimeout=10'];
  return [
    ...['ssh', '-i', join(labDir(state.name), 'id_ed25519'), ...options.flatMap((option) => ['-o', option])],
    ...[`root@${host.address}`, ...words],
  ];
}
