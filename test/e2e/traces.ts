import { expect } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { onHost } from './on-host.ts';

/** What of a host a cluster could leave traces in. What a login makes, the lock of runs and that of iptables are no traces. */
export async function tracesOf(lab: Lab, host: string): Promise<readonly string[]> {
  const text = await onHost(
    lab,
    host,
    `find /etc /opt /root /srv /usr/local /usr/libexec /var/lib /var/log /run /tmp -xdev \\( -path /var/lib/apt -o -path /var/lib/dpkg \\
  -o -path '/run/systemd/*' -o -path '/run/user/*' -o -path '/run/log/*' -o -path '/var/log/journal/*' -o -path '/var/lib/systemd/*' \\
  -o -path /run/kmagic.lock -o -path /run/xtables.lock \\) -prune -o -print | sed -E 's#/systemd-private-[0-9a-f]+-(.+[.]service)-[^/]+#/systemd-private-\\1#'
ip -o link | sed -E 's/^[0-9]+: ([^:@]+).*/interface \\1/'
ip -4 route | sed 's/^/route /'
{ nft list ruleset; iptables-save; ipset list -n; } 2>/dev/null | grep -E 'KUBE-|cali|kube-proxy|NodeLocal' || :
cut -d' ' -f2,3 /proc/mounts | sort -u | grep -vE '^/run/user/|^/sys/fs/bpf ' | sed 's/^/mount /'
systemctl list-units --plain --no-legend --type=service --type=timer | cut -d' ' -f1 | grep -vE '^(user|session)' | sed 's/^/unit /'
systemctl list-unit-files --plain --no-legend --state=enabled | cut -d' ' -f1 | sed 's/^/enabled /'
getent passwd | cut -d: -f1 | sed 's/^/user /'
getent group | cut -d: -f1 | sed 's/^/group /'
ps -eo comm= | grep -E 'kube|etcd|containerd|calico|coredns|pause' || :`,
  );
  return text.split('\n');
}

/** Fails with the traces a host has that it did not have before. */
export async function expectNoTraces(lab: Lab, host: string, before: readonly string[]): Promise<void> {
  const known = new Set(before);
  expect(
    (await tracesOf(lab, host)).filter((trace) => !known.has(trace)),
    host,
  ).toEqual([]);
}
