import { inspect, isDeepStrictEqual } from 'node:util';
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

  it('is equal to another of the same text only', () => {
    const all = ['correct horse', 'correct horse', 'battery staple'].map((text) => ({ text: new Secret(text) }));
    expect(isDeepStrictEqual(all[0], all[1])).toBe(true);
    expect(isDeepStrictEqual(all[0], all[2])).toBe(false);
    expect(all[0]).not.toEqual(all[2]);
  });

  it('is scrubbed from JSON and YAML too, which escape it, and from JSON in JSON', () => {
    expect(new Secret('a "quoted"\\word')).toBeDefined();
    const line = JSON.stringify({ line: 'is a "quoted"\\word!' });
    expect(redact(`${line} ${JSON.stringify([line])} ${JSON.stringify([JSON.stringify([line])])}`)).toBe(
      `{"line":"is (secret)!"} ${JSON.stringify(['{"line":"is (secret)!"}'])} ${JSON.stringify([JSON.stringify(['{"line":"is (secret)!"}'])])}`,
    );
  });

  it('is scrubbed whole where it begins with another', () => {
    expect([new Secret('shorter'), new Secret('shorter-but-longer')]).toHaveLength(2);
    expect(redact('it is shorter-but-longer, or shorter.')).toBe('it is (secret), or (secret).');
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
