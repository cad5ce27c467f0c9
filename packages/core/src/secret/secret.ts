import { inspect } from 'node:util';

const values = new WeakMap<Secret, string>();
/** A number for each text, so that comparing two Secrets compares what they hold and shows nothing of it. */
const numbers = new Map<string, number>();
const sameText = Symbol('the same text has the same number');
/** Every form a secret of this process may appear in, so that output can be scrubbed of them. */
const known = new Set<string>();
/** The same, the longest first: a secret may begin with another, and its rest is no less secret. */
let ordered: readonly string[] | undefined;

/** Text that must not be shown: coercing it to a string throws, JSON and inspect print a mask. */
export class Secret {
  readonly [sameText]: number;
  constructor(value: string) {
    values.set(this, value);
    const number = numbers.get(value);
    this[sameText] = number ?? numbers.size;
    if (number !== undefined) return;
    numbers.set(value, this[sameText]);
    if (value.length < 6) return;
    for (const form of forms(value)) known.add(form);
    ordered = undefined;
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

/** The text with every known secret (whole, in base64, or the random words of a longer one) replaced by a mask. */
export function redact(text: string): string {
  ordered ??= [...known].sort((one, other) => other.length - one.length);
  let out = text;
  for (const form of ordered) if (out.includes(form)) out = out.replaceAll(form, '(secret)');
  return out;
}

/** What was secret until now is masked no longer: for tests that share a process, each with secrets that are plain words to others. */
export function forgetSecrets(): void {
  numbers.clear();
  known.clear();
  ordered = undefined;
}

/**
 * The whole, as JSON and YAML quote it (and JSON that again), its base64, and of a longer text the words that look random:
 * a server's name in a kubeconfig is no secret.
 */
function forms(value: string): readonly string[] {
  const words = value.includes('\n') ? (value.match(/[A-Za-z0-9+/=_-]{20,}/g) ?? []).filter(looksRandom) : [];
  const once = quoted(value);
  const twice = quoted(once);
  return [value, once, twice, quoted(twice), Buffer.from(value).toString('base64'), ...words];
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function looksRandom(word: string): boolean {
  return /[0-9]/.test(word) && /[A-Z]/.test(word) && /[a-z]/.test(word);
}

/** A secret between two texts: a configuration file with a key in it. */
export function surround(before: string, secret: Secret, after: string): Secret {
  return new Secret(`${before}${reveal(secret)}${after}`);
}

/** A secret in base64. */
export function base64(secret: Secret): Secret {
  return new Secret(Buffer.from(reveal(secret)).toString('base64'));
}
