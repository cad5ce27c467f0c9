import { Secret } from '../secret/secret.ts';
import { Unsafe } from './unsafe.ts';

/** Plain data with every text in it a Secret; keys, numbers, booleans and nulls are no secrets. */
export function hidden(value: unknown): unknown {
  if (typeof value === 'string') return hiddenText(value);
  if (value instanceof Unsafe) return typeof value.text === 'string' ? new Unsafe(hiddenText(value.text)) : value;
  if (Array.isArray(value)) return value.map(hidden);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item)]));
}

/** A Secret of text that was encrypted. What is made of several lines is shown line by line: each of them is kept from output too. */
export function hiddenText(text: string): Secret {
  if (text.includes('\n')) for (const line of text.split('\n')) new Secret(line.trim());
  return new Secret(text);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
