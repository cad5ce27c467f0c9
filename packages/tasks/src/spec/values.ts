import { Secret } from '@kmagic/core';
import { z } from 'zod';
import { parseCidr, parseIpv4 } from './cidr.ts';
import { dnsName } from './dns-name.ts';
import { issueWords } from './issue-words.ts';
import { amountOf } from './quantities.ts';
import type { ValueType } from './variable.ts';

/** The types a variable may have. INI inventories write everything as text, so numbers and booleans are read from it. */

const plainText = z.union([z.string(), z.number().transform(String)], { error: 'must be text' });

export function textWhere(shown: string, pattern: RegExp, error: string): ValueType<string> {
  return { shown, schema: plainText.pipe(z.string().trim().regex(pattern, error)) };
}

export const text: ValueType<string> = { shown: 'text', schema: plainText };
export const path = textWhere('path', /^\/[^\s]*$/, 'must be an absolute path');
export const domain = textWhere('domain', dnsName, 'must be a DNS name in lower case');
export const url = textWhere('url', /^https?:\/\/\S+[^/\s]$/, 'must be an http(s) address without a slash at its end');
export const registry = textWhere('registry', /^[^\s/:]+(:\d+)?(\/[^\s]*[^/\s])?$/, 'must be HOST[:PORT][/PATH] without http:// before it');
export const duration = textWhere('duration', /^(\d+(\.\d+)?(h|ms|m|s|us))+$/, 'must be a duration such as 30s, 5m or 1h30m');
export const quantity: ValueType<string> = {
  shown: 'quantity',
  schema: plainText.pipe(
    z
      .string()
      .trim()
      .refine((value) => !Number.isNaN(amountOf(value)), 'must be a Kubernetes quantity such as 500m, 256Mi or 2'),
  ),
};
export const address: ValueType<string> = {
  shown: 'address',
  schema: plainText.pipe(
    z
      .string()
      .trim()
      .refine((value) => parseIpv4(value) !== undefined || z.ipv6().safeParse(value).success, 'must be an IP address'),
  ),
};
export const ulimit = textWhere('limit', /^(infinity|\d+(:(\d+|infinity))?)$/, 'must be a number or infinity');
export const portRange = textWhere('port range', /^\d+-\d+$/, 'must be two ports such as 30000-32767');

export const ipv4: ValueType<string> = {
  shown: 'IPv4 address',
  schema: z
    .string({ error: 'must be an IPv4 address' })
    .trim()
    .refine((value) => parseIpv4(value) !== undefined, 'must be an IPv4 address'),
};

export const cidr: ValueType<string> = {
  shown: 'CIDR',
  schema: z
    .string({ error: 'must be an IPv4 range such as 10.233.0.0/18' })
    .trim()
    .refine((value) => parseCidr(value) !== undefined, 'must be an IPv4 range whose address is its first, such as 10.233.0.0/18'),
};

/** A version; a number is refused, since YAML reads 1.30 as 1.3. */
export const version: ValueType<string> = {
  shown: 'version',
  schema: z
    .string({ error: 'must be a version in quotes, such as "1.36.4"' })
    .trim()
    .regex(/^v?\d+\.\d+\.\d+([-+.][\w.+-]+)?$/, 'must be a version of three numbers, such as 1.36.4')
    .transform((value) => value.replace(/^v/, '')),
};

const yes = new Set(['true', 'yes', 'on']);
const no = new Set(['false', 'no', 'off']);
export const boolean: ValueType<boolean> = {
  shown: 'boolean',
  schema: z.union(
    [
      z.boolean(),
      z
        .string()
        .transform((value) => value.trim().toLowerCase())
        .refine((value) => yes.has(value) || no.has(value))
        .transform((value) => yes.has(value)),
    ],
    { error: 'must be true or false' },
  ),
};

/** A whole number within bounds. */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): ValueType<number> {
  const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  const error = `must be a whole number ${bounds}`;
  const digits = z
    .string()
    .regex(/^\s*-?\d+\s*$/)
    .transform(Number);
  return { shown: 'integer', schema: z.union([z.number(), digits], { error }).pipe(z.number().int(error).min(min, error).max(max, error)) };
}

export const port = integer(1, 65535);

/** Bytes, as a number or with a unit. */
export function bytes(min = 0): ValueType<number> {
  const error = 'must be bytes such as 2147483648, or with a unit such as 8Gi';
  const schema = plainText
    .transform((value) => (value.trim() === '' ? Number.NaN : amountOf(value.trim())))
    .refine((value) => Number.isSafeInteger(value) && value >= min, error);
  return { shown: 'bytes', schema };
}

/** A memory limit as container engines write it, where K, M and G are of 1024 with or without an i. */
export const memoryLimit: ValueType<string> = {
  shown: 'memory',
  schema: plainText.pipe(
    z
      .string()
      .trim()
      .regex(/^\d+\s*([kmg]i?)?b?$/i, 'must be memory such as 512M, or 0 for no limit')
      .transform((value) => value.toUpperCase().replace(/\s|I?B?$/g, '')),
  ),
};

/** One of some words; `refused` says of others why kmagic does not have them. */
export function oneOf<const T extends string | number>(
  allowed: readonly T[],
  refused: Readonly<Record<string, string>> = {},
): ValueType<T> {
  const list = allowed.join(', ');
  const wanted = allowed.length === 1 ? `must be ${list}` : `must be one of ${list}`;
  const schema = z.unknown().transform((raw, context): T => {
    const found = allowed.find((value) => String(value) === String(raw).trim());
    if (found !== undefined) return found;
    const reason = refused[String(raw).trim()];
    context.addIssue(reason === undefined ? wanted : `${String(raw)} is not supported: ${reason}; use ${list}`);
    return z.NEVER;
  });
  return { shown: allowed.map((value) => `\`${value}\``).join(' '), schema };
}

export const textList: ValueType<readonly string[]> = {
  shown: 'list of text',
  schema: z.array(plainText, { error: 'must be a list' }),
};

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number or a boolean' });
export const textMap: ValueType<Readonly<Record<string, string>>> = {
  shown: 'map of text',
  schema: z.record(z.string(), scalar.transform(String), { error: 'must be a map' }),
};

export const anyMap: ValueType<Readonly<Record<string, unknown>>> = {
  shown: 'map',
  schema: z.record(z.string(), z.unknown(), { error: 'must be a map' }),
};

export const mapList: ValueType<readonly Readonly<Record<string, unknown>>[]> = {
  shown: 'list of maps',
  schema: z.array(z.record(z.string(), z.unknown()), { error: 'must be a list of maps' }),
};

export const secret: ValueType<Secret> = {
  shown: 'secret',
  schema: z.union([z.instanceof(Secret), z.string().transform((value) => new Secret(value))], { error: 'must be text' }),
};

/** The type, or nothing: null and empty text count as not given. */
export function optional<T>(type: ValueType<T>): ValueType<T | undefined> {
  const nothing = z.unknown().transform(() => undefined);
  const isNothing = (raw: unknown): boolean => raw === undefined || raw === null || raw === '';
  return { shown: type.shown, schema: chosen<T | undefined>((raw) => (isNothing(raw) ? nothing : type.schema)) };
}

/** A schema chosen by the value, so that what is wrong is said of the form that was meant (a union says it of none). */
export function chosen<T>(choose: (raw: unknown) => z.ZodType<T>): z.ZodType<T> {
  return z.unknown().transform((raw, context): T => {
    const parsed = choose(raw).safeParse(raw, { error: issueWords });
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  });
}
