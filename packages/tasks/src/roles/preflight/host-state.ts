import { lines, sh, type Command } from '@kmagic/core';
import { parsePemFiles, pemFiles } from '../../kinds/certificate/pem-files.ts';
import { lookForForeignSoftware, parseForeignSoftware, type ForeignSoftware } from '../../kinds/foreign-software/foreign-software.ts';
import { parseCertificate } from '../../pki/certificate.ts';

/** What a host is like now, beyond its facts. */
export interface HostState {
  readonly systemd: boolean;
  /** Space left below each directory asked about, on the file system it is or would be on. */
  readonly free: readonly { readonly directory: string; readonly mountPoint: string; readonly freeKiB: number }[];
  /** TCP ports somebody listens on. */
  readonly ports: ReadonlySet<number>;
  /** Addresses asked about that do not answer it. */
  readonly silent: readonly string[];
  /** Names asked about that it finds no address of. */
  readonly nameless: readonly string[];
  /** Undefined where the host cannot say. */
  readonly clockSynchronized: boolean | undefined;
  /** Doors asked about that a packet does not get through to; one nobody listens at yet is no such. */
  readonly shut: readonly { readonly address: string; readonly port: number }[];
  /** Firewalls that are switched on, by the name of their program. */
  readonly firewalls: readonly string[];
  /** Units that install updates on their own. */
  readonly updaters: readonly string[];
  /** IPv4 routes but those of containers and the default: `10.0.0.0/24`, and whether the host itself is in the network. */
  readonly networks: readonly { readonly cidr: string; readonly isOwn: boolean; readonly device: string }[];
  /** Certificates asked about that are there. */
  readonly certificates: readonly { readonly path: string; readonly notAfter: Date }[];
  readonly foreign: ForeignSoftware;
  /** Services kmagic has installed. */
  readonly installed: ReadonlySet<string>;
}

/** What is asked about, beyond what every host is. */
export interface HostQuestions {
  readonly directories: readonly string[];
  /** Addresses that should answer a ping. */
  readonly addresses: readonly string[];
  /** Names that should have an address; addresses are taken as they are. */
  readonly names: readonly string[];
  /** Doors of other hosts: `10.0.0.11/6443`. */
  readonly doors: readonly string[];
  /** Paths of certificates in PEM. */
  readonly certificates: readonly string[];
}

/** Reads it, in POSIX sh and without anything but what a bare host has. */
export function lookAtHost({ directories, addresses, names, doors, certificates }: HostQuestions): Command {
  const host = sh`[ ! -d /run/systemd/system ] || echo systemd
for d in ${directories}; do
  p=$d; while [ ! -d "$p" ]; do p=$(dirname "$p"); done
  df -Pk "$p" | while read -r x x x free x at; do case $free in *[!0-9]*) ;; *) echo "free $free $d $at" ;; esac; done
done
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r x at x state x; do [ "$state" != 0A ] || echo "port $(( 0x$(printf %s "$at" | sed 's/.*://') ))"; done
if command -v ping >/dev/null; then for a in ${addresses}; do ping -c 1 -W 2 -q "$a" >/dev/null 2>&1 || echo "silent $a"; done; fi
for n in ${names}; do getent hosts "$n" >/dev/null || echo "nameless $n"; done
if command -v bash >/dev/null && command -v timeout >/dev/null; then
  n=0
  for d in ${doors}; do
    { said=$(timeout 3 bash -c 'exec 3<>/dev/tcp/$1' bash "$d" 2>&1) || case $said in *refused*) ;; *) echo "shut $d" ;; esac; } &
    n=$((n + 1)); [ $((n % 50)) -ne 0 ] || wait
  done
  wait
fi
! grep -qsx 'ENABLED=yes' /etc/ufw/ufw.conf || echo firewall ufw
[ "$(systemctl is-active firewalld.service 2>/dev/null)" != active ] || echo firewall firewalld
echo "clock $(timedatectl show -p NTPSynchronized --value 2>/dev/null)"
for u in unattended-upgrades.service dnf-automatic.timer dnf-automatic-install.timer; do
  [ "$(systemctl is-enabled "$u" 2>/dev/null)" != enabled ] || echo "updater $u"
done
ip -4 route show 2>/dev/null | sed 's/^/route /'
[ ! -r /var/lib/kmagic/applied ] || cut -f3- /var/lib/kmagic/applied | sed -n 's/^service:service:/installed /p'`;
  return lines([host, lookForForeignSoftware, pemFiles.command(certificates)]);
}

export function parseHostState(stdout: string): HostState {
  const told = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const all = (topic: string): readonly (readonly string[])[] => told.filter(([first]) => first === topic).map(([, ...rest]) => rest);
  const clock = all('clock')[0]?.[0];
  return {
    systemd: all('systemd').length > 0,
    free: all('free').map(([free = '', directory = '', mountPoint = '']) => ({ directory, mountPoint, freeKiB: Number(free) })),
    ports: new Set(all('port').map(([port]) => Number(port))),
    silent: all('silent').map(([address = '']) => address),
    nameless: all('nameless').map(([name = '']) => name),
    clockSynchronized: clock === 'yes' ? true : clock === 'no' ? false : undefined,
    shut: all('shut').map(([door = '']) => {
      const [address = '', port] = door.split('/');
      return { address, port: Number(port) };
    }),
    firewalls: all('firewall').map(([name = '']) => name),
    updaters: all('updater').map(([unit = '']) => unit),
    networks: all('route').flatMap(networkOf),
    certificates: [...parsePemFiles(stdout)].flatMap(
      ([
        path,
        {
          blocks: [first = ''],
        },
      ]) => {
        const certificate = parseCertificate(first);
        return certificate === undefined ? [] : [{ path, notAfter: certificate.notAfter }];
      },
    ),
    foreign: parseForeignSoftware(stdout),
    installed: new Set(all('installed').map(([unit = '']) => unit)),
  };
}

function networkOf(words: readonly string[]): HostState['networks'] {
  const [to = ''] = words;
  const after = (word: string): string | undefined => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const device = after('dev') ?? '';
  if (!/^\d+(\.\d+){3}(\/\d+)?$/.test(to) || madeByContainers.test(device)) return [];
  return [{ cidr: to.includes('/') ? to : `${to}/32`, isOwn: after('scope') === 'link', device }];
}

const madeByContainers = /^(cali|cni|vxlan\.calico|tunl0|kube-|nodelocaldns|flannel|cilium|lxc|wireguard\.cali)/;
