import { nthAddress, parseCidr } from './cidr.ts';
import type { Check, Draft } from './cross-checks.ts';
import { serverAddress } from './daemon-values.ts';
import { aboutVariable } from './problem.ts';
import { said } from './said.ts';
import type { Problem } from './spec-input.ts';
import { collide, listeners, type Listener } from './used-ports.ts';

/** Settings with which a daemon would not start, or would only talk to itself. */
export const checkDaemons: Check = (draft) => [...shortKey(draft), ...loops(draft), ...clashes(draft)];

const keyBytes = { secretbox: [32], aesgcm: [16, 24, 32], aescbc: [16, 24, 32] } as const;

function shortKey({ cluster, inputs }: Draft): readonly Problem[] {
  const name = 'kube_encrypt_token';
  const having = inputs.filter((host) => (said(host, name) ?? '') !== '');
  const [host] = having;
  const { enabled, algorithm } = cluster.encryption;
  if (!enabled || host === undefined) return [];
  const size = Buffer.byteLength(String(said(host, name)));
  const allowed: readonly number[] = keyBytes[algorithm];
  if (allowed.includes(size)) return [];
  const message = `has ${size} bytes, and a key of ${algorithm} has ${allowed.join(', ')}`;
  return [aboutVariable(name, [message, 'make it 32 characters, or leave it out: the control planes then make one'], having)];
}

function loops({ cluster, inputs }: Draft): readonly Problem[] {
  const { mode, serviceIp, nodelocal, nodelocalIp, upstreamServers } = cluster.dns;
  const services = parseCidr(cluster.network.servicesCidr);
  if (mode !== 'coredns') return [];
  const own = new Map([
    [serviceIp ?? (services && nthAddress(services, 3)), 'the address of CoreDNS itself'],
    ...(nodelocal === false ? [] : [[nodelocalIp, 'nodelocaldns_ip, the address of the cache itself'] as const]),
  ]);
  return upstreamServers.flatMap((server) => {
    const whose = own.get(serverAddress(server));
    const hint = 'name servers outside of the cluster, or leave it out for the resolvers of the nodes';
    return whose === undefined
      ? []
      : [aboutVariable('upstream_dns_servers', [`${server} is ${whose}: questions would go round`, hint], inputs)];
  });
}

function clashes(draft: Draft): readonly Problem[] {
  const found = listeners(draft).filter(({ protocol }) => protocol === 'tcp');
  return found.flatMap((one, index) => {
    const before = found.slice(0, index).find((other) => other.port === one.port && other.who !== one.who && meet(draft, one, other));
    if (before === undefined) return [];
    // A default that follows another setting clashes where that one does.
    const subject = [one, before].find(({ who }) => draft.inputs.some((host) => (said(host, who) ?? '') !== ''));
    if (subject === undefined) return [];
    const other = subject === one ? before : one;
    const message = `${one.port} is the port of ${other.who} too, and only one of them could listen`;
    return [aboutVariable(subject.who, [message, 'choose another port'], draft.inputs)];
  });
}

/** Whether some host has both at one address. */
function meet({ hosts }: Draft, one: Listener, other: Listener): boolean {
  return hosts.some((host) => one.isOn(host) && other.isOn(host) && collide(host, one, other));
}
