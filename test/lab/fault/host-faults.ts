import { ensureHost, hostCondition, hostIsUp, removeHost, startHost } from '../host/host-container.ts';
import { forgetIdentity } from '../host/host-identity.ts';
import { hostNamed, type LabState } from '../lab-state.ts';
import { podman } from '../podman.ts';

/** Whole machines: their power, and their disks. */
export function hostFaults(state: LabState) {
  const start = async (name: string): Promise<void> => {
    const host = hostNamed(state, name);
    if ((await hostCondition(host)) !== 'running') await startHost(state, host);
    await hostIsUp(host);
  };
  const stop = async (name: string): Promise<void> => {
    // As long as systemd gives a unit: on a busy machine services take their time.
    await podman('stop', '--time', '90', hostNamed(state, name).container);
  };
  const wipe = async (name: string): Promise<void> => {
    const host = hostNamed(state, name);
    await removeHost(state, host);
    await ensureHost(state, host);
    await hostIsUp(host);
  };
  return {
    /** An orderly shutdown. */
    stop,
    /** The power cord pulled: kill -9 of everything at once. */
    kill: async (name: string): Promise<void> => {
      await podman('kill', '--signal', 'KILL', hostNamed(state, name).container);
    },
    /** Switched on again, and waited for; files are as they were. */
    start,
    /** An orderly reboot. */
    restart: async (name: string): Promise<void> => {
      await stop(name);
      await start(name);
    },
    /** An empty disk, under the same machine id, host keys and address. */
    wipe,
    /** Another machine under the same name and address: new machine id, new host keys, empty disk. */
    replace: async (name: string): Promise<void> => {
      await forgetIdentity(state, hostNamed(state, name));
      await wipe(name);
    },
  };
}
