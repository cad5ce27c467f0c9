import { meet, parseSpan, type Span } from './cidr.ts';
import type { Check, Draft } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import { said } from './said.ts';
import type { HostInput, Problem } from './spec-input.ts';
import { boolean } from './values.ts';

/** Addresses something other than a host holds, or gives to Services. */
interface Claim {
  readonly variable: string;
  readonly text: string;
  readonly span: Span;
}

/** The addresses of balancers, of the DNS cache and of pools must belong to nobody else. */
export const checkClaims: Check = (draft) => {
  const claims = claimsOf(draft);
  return [
    ...claims.flatMap((claim) => withRanges(draft, claim)),
    ...claims.flatMap((claim) => withHosts(draft, claim)),
    ...withEachOther(draft, claims),
  ];
};

function withRanges({ cluster, inputs }: Draft, { variable, text, span }: Claim): readonly Problem[] {
  const ranges = [
    ['kube_service_addresses', cluster.network.servicesCidr],
    ['kube_pods_subnet', cluster.network.podsCidr],
  ] as const;
  return ranges
    .filter(([, range]) => meetsText(span, range))
    .map(([name, range]) => aboutVariable(variable, [`${text} overlaps ${name} ${range}`, 'choose addresses outside'], inputs));
}

function withHosts({ hosts, inputs }: Draft, { variable, text, span }: Claim): readonly Problem[] {
  const inside = hosts.filter((host) => [host.ip, host.accessIp].some((address) => meetsText(span, address)));
  // A balancer may well run on a host.
  if (inside.length === 0 || variable === 'loadbalancer_apiserver') return [];
  const where = inside.map((host) => `${host.name} (${host.ip})`).join(', ');
  return [aboutVariable(variable, [`${text} holds addresses of hosts: ${where}`, 'choose addresses no host has'], inputs)];
}

function withEachOther({ inputs }: Draft, claims: readonly Claim[]): readonly Problem[] {
  return claims.flatMap((claim, index) => {
    const before = claims.slice(0, index).find((other) => meet(other.span, claim.span) && !areOneAddress(other, claim));
    if (before === undefined) return [];
    const other = before.variable === claim.variable ? before.text : `${before.variable} ${before.text}`;
    return [aboutVariable(claim.variable, [`${claim.text} overlaps ${other}`, 'give each addresses of its own'], inputs)];
  });
}

/** Kubespray has people say the address of kube-vip twice. */
function areOneAddress(one: Claim, other: Claim): boolean {
  return [one, other].every(({ variable }) => ['loadbalancer_apiserver', 'kube_vip_address'].includes(variable));
}

function meetsText(span: Span, text: string): boolean {
  const other = parseSpan(text);
  return other !== undefined && meet(span, other);
}

function claimsOf({ cluster, inputs }: Draft): readonly Claim[] {
  const { mode, nodelocal, nodelocalIp } = cluster.dns;
  const texts: readonly (readonly [string, unknown])[] = [
    ...(mode === 'coredns' && nodelocal !== false ? [['nodelocaldns_ip', nodelocalIp] as const] : []),
    ['loadbalancer_apiserver', cluster.loadbalancer.external?.address],
    ['kube_vip_address', whereOn(inputs, 'kube_vip_enabled', 'kube_vip_address')],
    ...poolsOf(whereOn(inputs, 'metallb_enabled', 'metallb_config')).map((range) => ['metallb_config', range] as const),
  ];
  return texts.flatMap(([variable, text]) => {
    const span = typeof text === 'string' ? parseSpan(text.trim()) : undefined;
    return span === undefined ? [] : [{ variable, text: String(text).trim(), span }];
  });
}

/** What is said of a part that is not built yet and may stand there all the same, installed by someone else. */
function whereOn(inputs: readonly HostInput[], part: string, name: string): unknown {
  const on = inputs.filter((host) => boolean.schema.safeParse(said(host, part)).data === true);
  return on.map((host) => said(host, name)).find((value) => value !== undefined && value !== null);
}

function poolsOf(config: unknown): readonly unknown[] {
  return Object.values(mapOf(mapOf(config)['address_pools'])).flatMap((pool) => {
    const ranges = mapOf(pool)['ip_range'];
    return Array.isArray(ranges) ? (ranges as readonly unknown[]) : [];
  });
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
