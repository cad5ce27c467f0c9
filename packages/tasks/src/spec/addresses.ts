import { parseIpv4 } from './cidr.ts';
import { said } from './said.ts';
import type { HostInput } from './spec-input.ts';

/** The address a host's daemons bind: `ip`, else its default IPv4 address, else ansible_host where that is one; undefined where none is known. */
export function mainIpOf(host: HostInput): string | undefined {
  const connection = [said(host, 'ansible_host'), host.name].filter(isUsable);
  return [said(host, 'ip'), host.facts?.defaultIpv4?.address, ...connection].filter(isAddress)[0]?.trim();
}

/** The address other hosts reach it at. */
export function accessIpOf(host: HostInput): string | undefined {
  const access = said(host, 'access_ip');
  return isAddress(access) ? access.trim() : mainIpOf(host);
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && parseIpv4(value.trim()) !== undefined;
}

/** A loopback address is how the controller reaches itself, not what others call the host by. */
function isUsable(value: unknown): boolean {
  return isAddress(value) && !value.startsWith('127.');
}
