import { LateRef, Ref, type Answers, type Ephemeral } from './ref.ts';

/** The value with every Ref replaced by what it stands for; throws Unknown while one is not known. */
export function resolve(value: unknown, answers: Answers): unknown {
  if (value instanceof Ref) return value.get(answers);
  if (Array.isArray(value)) return value.map((v) => resolve(v, answers));
  if (isPlain(value)) return mapValues(value, (v) => resolve(v, answers));
  return value;
}

/** The value with every LateRef made; `make` makes each source once. */
export async function resolveLate(value: unknown, make: (source: Ephemeral<unknown>) => Promise<unknown>): Promise<unknown> {
  if (value instanceof LateRef) return value.pick(await make(value.source));
  if (!isPlain(value)) return value;
  const entries = await Promise.all(Object.entries(value).map(async ([k, v]) => [k, await resolveLate(v, make)] as const));
  return Object.fromEntries(entries);
}

/** Whether a value is an object literal (not a class instance such as Secret or Ref). */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

function mapValues(value: Readonly<Record<string, unknown>>, f: (v: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, f(v)]));
}
