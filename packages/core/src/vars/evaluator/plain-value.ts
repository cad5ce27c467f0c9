import { isMapping, NativeText, Tuple, WholeFloat } from './values.ts';

/** A value as the rest of kmagic takes it: plain data, where templates tell 1.0 from 1 and tuples from lists. */
export function plainValue(value: unknown): unknown {
  if (value instanceof WholeFloat) return value.value;
  if (value instanceof NativeText) return value.text;
  if (Array.isArray(value)) {
    const plain = value.map(plainValue);
    return value instanceof Tuple || plain.some((item, index) => item !== value[index]) ? [...plain] : value;
  }
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, plainValue(item)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}
