import { inspect } from 'node:util';

const values = new WeakMap<Secret, string>();
/** Every revealed-able value of this process, so that output can be scrubbed of it. */
const known = new Set<string>();

/** Text that must not be shown: coercing it to a string throws, JSON and inspect print a mask. */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
    if (value.length >= 6) known.add(value);
  }
  toString(): never {
    throw new TypeError('a Secret was used as text; pass it to a Command or a file content instead');
  }
  [Symbol.toPrimitive](): never {
    return this.toString();
  }
  toJSON(): string {
    return '(secret)';
  }
  [inspect.custom](): string {
    return '(secret)';
  }
}

/** The text of a secret. Only shell, transport, engine, drivers and content hashing may call this. */
export function reveal(secret: Secret): string {
  const value = values.get(secret);
  if (value === undefined) throw new TypeError('not a Secret');
  return value;
}

/** The text with every known secret (whole, its lines of 16 or more characters, or base64) replaced by a mask. */
export function redact(text: string): string {
  let out = text;
  for (const value of known) {
    for (const form of forms(value)) if (out.includes(form)) out = out.replaceAll(form, '(secret)');
  }
  return out;
}

function forms(value: string): readonly string[] {
  const lines = value.includes('\n') ? value.split('\n').filter((l) => l.length >= 16 && !l.startsWith('-----')) : [];
  return [value, Buffer.from(value).toString('base64'), ...lines];
}

/** A secret between two texts: a configuration file with a key in it. */
export function surround(before: string, secret: Secret, after: string): Secret {
  return new Secret(`${before}${reveal(secret)}${after}`);
}

/** A secret in base64. */
export function base64(secret: Secret): Secret {
  return new Secret(Buffer.from(reveal(secret)).toString('base64'));
}
