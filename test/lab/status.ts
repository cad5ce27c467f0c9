import { join } from 'node:path';
import { hostCondition } from './host/host-container.ts';
import type { Lab } from './lab.ts';
import { labDir } from './lab-home.ts';
import { serviceNames, serviceRuns } from './serve/services.ts';

/** A lab for people: hosts, services, how to get in. */
export async function statusText(lab: Lab): Promise<string> {
  const { state } = lab;
  const hosts = await Promise.all(
    state.hosts.map(
      async (host) =>
        `  ${host.name.padEnd(10)} ${host.address.padEnd(15)} ${(await hostCondition(host)).padEnd(8)} ${host.groups.join(', ')}`,
    ),
  );
  const services = await Promise.all(
    serviceNames.map(async (service) => `${service} ${(await serviceRuns(state, service)) ? 'runs' : 'is down'}`),
  );
  const dir = labDir(state.name);
  return [
    `lab ${state.name} (network ${state.network}, ${state.prefix}.0/24)`,
    ...hosts,
    `  on ${state.bridge}: ${services.join(', ')}; files http://${state.bridge}:8080, images http://${state.bridge}:5000`,
    `  inventory   ${join(lab.inventoryDir, 'inventory.yaml')}`,
    `  key         ${join(dir, 'id_ed25519')} (root, ops, opspw)`,
    `  key         ${join(dir, 'id_encrypted')} (the same users; passphrase ${state.encryptedKeyPassphrase})`,
    `  opspw       sudo password ${state.opspwPassword}`,
  ].join('\n');
}
