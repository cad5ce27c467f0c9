import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { base64, redact, reveal, Secret, surround } from './secret.ts';

describe('Secret', () => {
  it('cannot become text by accident', () => {
    const secret = new Secret('correct horse');
    expect(() => String(secret)).toThrow('used as text');
    expect(JSON.stringify({ secret })).toBe('{"secret":"(secret)"}');
    expect(inspect(secret)).toBe('(secret)');
    expect(reveal(surround('a ', secret, ' b'))).toBe('a correct horse b');
    expect(reveal(base64(new Secret('hello there')))).toBe('aGVsbG8gdGhlcmU=');
  });

  it('is scrubbed from output, whole, in base64 and in pieces, and what stands around it is not', () => {
    const hidden = [
      new Secret('tr0ub4dor&3'),
      new Secret('clusters:\n    server: https://127.0.0.1:6443\n    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkK\n'),
    ];
    expect(hidden).toHaveLength(2);
    expect(redact('password tr0ub4dor&3!')).toBe('password (secret)!');
    expect(redact('dHIwdWI0ZG9yJjM=')).toBe('(secret)');
    expect(redact('got LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkK back')).toBe('got (secret) back');
    expect(redact('    server: https://127.0.0.1:6443')).toBe('    server: https://127.0.0.1:6443');
  });
});
