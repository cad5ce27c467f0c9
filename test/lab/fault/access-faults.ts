import { hostNamed, type LabState } from '../lab-state.ts';
import { podman } from '../podman.ts';

/** What a host lets its users and programs do. */
export function accessFaults(state: LabState) {
  const shell = async (name: string, script: string, ...args: readonly string[]): Promise<void> => {
    await podman('exec', hostNamed(state, name).container, 'sh', '-euc', script, 'fault', ...args);
  };
  return {
    /** Stops a unit, and systemd does not start it again by itself. */
    daemonStop: (name: string, unit: string): Promise<void> => shell(name, 'systemctl stop "$1"', unit),
    daemonStart: (name: string, unit: string): Promise<void> => shell(name, 'systemctl start "$1"', unit),
    /** sudo refuses `ops` and `opspw`; the last matching line of sudoers counts. */
    denySudo: (name: string): Promise<void> =>
      shell(name, `printf 'ops,opspw ALL=(ALL:ALL) NOPASSWD: !ALL\\n' > /etc/sudoers.d/zz-lab-deny; chmod 440 /etc/sudoers.d/zz-lab-deny`),
    allowSudo: (name: string): Promise<void> => shell(name, 'rm -f /etc/sudoers.d/zz-lab-deny'),
    /** sshd shows new keys from the next connection on; the old ones are kept aside. */
    changeHostKey: (name: string): Promise<void> =>
      shell(
        name,
        `mkdir -p /etc/ssh/lab-old-keys
        mv -n /etc/ssh/ssh_host_* /etc/ssh/lab-old-keys/; rm -f /etc/ssh/ssh_host_*
        ssh-keygen -qA; systemctl reload ssh`,
      ),
    restoreHostKey: (name: string): Promise<void> =>
      shell(
        name,
        `[ -d /etc/ssh/lab-old-keys ] || exit 0
        rm -f /etc/ssh/ssh_host_*; mv /etc/ssh/lab-old-keys/* /etc/ssh/; rmdir /etc/ssh/lab-old-keys
        systemctl reload ssh`,
      ),
  };
}
