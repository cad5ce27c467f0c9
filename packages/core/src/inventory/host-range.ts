import { isIPv6 } from 'node:net';

/** A host pattern taken apart: the names it stands for and the port written after a colon. */
export interface HostPattern {
  readonly names: readonly string[];
  readonly port?: number;
}

/** Why a host pattern cannot be read; the message is one clause, without a place. */
export class HostPatternError extends Error {}

/** The most hosts one pattern may name: no cluster is larger, and a slip of the pen soon is. */
const mostHosts = 100_000;

/** Expands `node[01:20:2]`, `db-[a:f]`, `host:2222` and `[::1]:22`; throws HostPatternError. */
export function expandHostPattern(pattern: string): HostPattern {
  if (/[\s,]/.test(pattern)) throw new HostPatternError(`the host name '${pattern}' contains a space or comma`);
  if (/[={}\p{Cc}]/u.test(pattern)) throw new HostPatternError(`${JSON.stringify(pattern)} cannot be the name of a host`);
  const { name, port } = splitPort(pattern);
  const names = isIPv6(name) ? [name] : expand(name);
  return port === undefined ? { names } : { names, port };
}

function splitPort(pattern: string): { readonly name: string; readonly port?: number } {
  const bracketed = /^\[([0-9a-fA-F:.]+)\](?::(\d+))?$/.exec(pattern);
  const address = bracketed?.[1];
  if (address !== undefined && isIPv6(address)) return withPort(address, bracketed?.[2]);
  const outside = pattern.replace(/\[[^\]]*(?:\]|$)/g, (range) => '_'.repeat(range.length));
  const colon = outside.indexOf(':');
  if (colon === -1 || isIPv6(pattern)) return { name: pattern };
  const port = pattern.slice(colon + 1);
  if (!/^\d+$/.test(port)) throw new HostPatternError(`after the colon in '${pattern}' a port number is expected`);
  return withPort(pattern.slice(0, colon), port);
}

function withPort(name: string, port: string | undefined): { readonly name: string; readonly port?: number } {
  if (port === undefined) return { name };
  const number = Number(port);
  if (number < 1 || number > 65535) throw new HostPatternError(`${port} is not a port number`);
  return { name, port: number };
}

function expand(pattern: string): readonly string[] {
  const open = pattern.indexOf('[');
  if (open === -1) {
    if (pattern.includes(']')) throw new HostPatternError(`'${pattern}' has a ']' without a '['`);
    if (pattern === '') throw new HostPatternError('a host name is empty');
    return [pattern];
  }
  const close = pattern.indexOf(']', open);
  if (close === -1) throw new HostPatternError(`the range in '${pattern}' is not closed with ']'`);
  const items = rangeItems(pattern.slice(open + 1, close), pattern);
  const tails = close + 1 === pattern.length ? [''] : expand(pattern.slice(close + 1));
  if (items.length * tails.length > mostHosts) throw new HostPatternError(`the ranges of '${pattern}' name more than ${mostHosts} hosts`);
  return items.flatMap((item) => tails.map((tail) => pattern.slice(0, open) + item + tail));
}

function rangeItems(range: string, pattern: string): readonly string[] {
  const [begin = '', end, step = '1', ...rest] = range.split(':');
  if (rest.length > 0) throw new HostPatternError(`the range [${range}] in '${pattern}' has too many colons`);
  if (end === undefined || end === '') throw new HostPatternError(`the range [${range}] in '${pattern}' has no end`);
  if (!/^[1-9]\d*$/.test(step)) throw new HostPatternError(`the step of the range [${range}] in '${pattern}' is not a positive number`);
  if (/^\d*$/.test(begin) && /^\d+$/.test(end)) return numbers(begin === '' ? '0' : begin, end, Number(step));
  if (/^[a-zA-Z]$/.test(begin) && /^[a-zA-Z]$/.test(end)) return letters(begin, end, Number(step));
  throw new HostPatternError(`the range [${range}] in '${pattern}' is neither numbers nor single letters`);
}

function numbers(begin: string, end: string, step: number): readonly string[] {
  const padded = begin.length > 1 && begin.startsWith('0');
  if (padded && begin.length !== end.length) {
    throw new HostPatternError(`the range [${begin}:${end}] is padded, so both ends must have the same number of digits`);
  }
  const first = Number(begin);
  const last = Number(end);
  if (!Number.isSafeInteger(last)) throw new HostPatternError(`the range [${begin}:${end}] has numbers of too many digits`);
  if (first > last) throw new HostPatternError(`the range [${begin}:${end}] begins after its end`);
  if ((last - first) / step >= mostHosts) throw new HostPatternError(`the range [${begin}:${end}] names more than ${mostHosts} hosts`);
  const items: string[] = [];
  for (let n = first; n <= last; n += step) items.push(padded ? String(n).padStart(begin.length, '0') : String(n));
  return items;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function letters(begin: string, end: string, step: number): readonly string[] {
  const first = alphabet.indexOf(begin);
  const last = alphabet.indexOf(end);
  if (first > last) throw new HostPatternError(`the range [${begin}:${end}] begins after its end`);
  return [...alphabet.slice(first, last + 1)].filter((_, index) => index % step === 0);
}
