/** An IPv4 range: `base` is its first address as a number. */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The address as a number; undefined where the text is no IPv4 address. */
export function parseIpv4(text: string): number | undefined {
  const parts = octets.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** A range such as `10.233.0.0/18`; undefined where the text is none or has bits beyond its prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  const base = parseIpv4(address);
  const prefix = /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
  if (base === undefined || !(prefix >= 0 && prefix <= 32) || rest.length > 0) return undefined;
  return base % 2 ** (32 - prefix) === 0 ? { base, prefix } : undefined;
}

/** How many addresses the range holds. */
export function sizeOf(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefix);
}

/** The n-th address of a range, the network address being the 0th. */
export function nthAddress(cidr: Cidr, n: number): string {
  const value = cidr.base + n;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** True: some address is in both. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + sizeOf(b) && b.base < a.base + sizeOf(a);
}

/** True: the address is in the range. */
export function contains(cidr: Cidr, address: string): boolean {
  const value = parseIpv4(address);
  return value !== undefined && value >= cidr.base && value < cidr.base + sizeOf(cidr);
}

/** Addresses from one to another, both among them, as numbers. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The addresses of a range, of `10.0.0.5-10.0.0.9`, or of one address alone; undefined where the text is none of them. */
export function parseSpan(text: string): Span | undefined {
  const cidr = parseCidr(text);
  if (cidr !== undefined) return { first: cidr.base, last: cidr.base + sizeOf(cidr) - 1 };
  const [first, last = first] = text.split('-').map((part) => parseIpv4(part.trim()));
  return first === undefined || last === undefined || last < first ? undefined : { first, last };
}

/** True: some address is in both. */
export function meet(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last;
}
