import type { ConnectionPlan } from '../inventory/connection.ts';
import { localTransport } from '../transport/local/local-transport.ts';
import { connectionSettings, type ConnectionSettings, type HostKeyPolicy } from '../transport/ssh/settings.ts';
import { createSshConnect, type SshOptions } from '../transport/ssh/ssh-connect.ts';
import type { Connect } from '../transport/transport.ts';

/** Reaches hosts as their connection plans say: over SSH, or this machine itself. */
export function dialAsPlanned(
  plans: ReadonlyMap<string, ConnectionPlan>,
  { hostKeys, ...ssh }: SshOptions & { readonly hostKeys: HostKeyPolicy },
): Connect {
  const settings = new Map([...plans].map(([name, plan]) => [name, settingsOf(plan, hostKeys)]));
  const overSsh = createSshConnect(settings, ssh);
  return (host, signal) => (plans.get(host)?.via === 'local' ? Promise.resolve(localTransport(host)) : overSsh(host, signal));
}

function settingsOf({ bastion, via: _, warnings: __, ...own }: ConnectionPlan, hostKeys: HostKeyPolicy): ConnectionSettings {
  return connectionSettings({ ...own, hostKeys, ...(bastion && { bastion: settingsOf(bastion, hostKeys) }) });
}
