import { createHash, hash } from 'node:crypto';
import { cryptBase64 } from './crypt-base64.ts';

/** What differs between the two forms of SHA-crypt: `order` is which bytes make up a group of letters. */
interface Form {
  readonly id: string;
  readonly size: number;
  readonly order: readonly (readonly number[])[];
}

const forms: Readonly<Record<'sha256' | 'sha512', Form>> = {
  sha256: {
    id: '5',
    size: 32,
    order: [...Array.from({ length: 10 }, (_, index) => rotated([0, 10, 20], index, { by: 2, size: 30 })), [31, 30]],
  },
  sha512: {
    id: '6',
    size: 64,
    order: [...Array.from({ length: 21 }, (_, index) => rotated([0, 21, 42], index, { by: 1, size: 63 })), [63]],
  },
};

/** The places of a group: each group takes the next places of three columns, which change their turn. */
function rotated(columns: readonly number[], index: number, { by }: { readonly by: number; readonly size: number }): readonly number[] {
  const turn = (index * by) % 3;
  return [...columns.slice(turn), ...columns.slice(0, turn)].map((column) => column + index);
}

/** A password hashed by SHA-crypt, as its public specification has it: `$6$rounds=N$SALT$HASH`. */
export function shaCrypt(
  algorithm: 'sha256' | 'sha512',
  password: Buffer,
  { salt, rounds }: { readonly salt: string; readonly rounds: number },
): string {
  const { id, size, order } = forms[algorithm];
  const saltBytes = Buffer.from(salt);
  const alternate = digest(algorithm, [password, saltBytes, password]);
  const parts: Buffer[] = [password, saltBytes, stretched(alternate, password.length)];
  for (let bits = password.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? alternate : password);
  const first = digest(algorithm, parts);
  const passwordBytes = stretched(
    digest(
      algorithm,
      Array.from({ length: password.length }, () => password),
    ),
    password.length,
  );
  const saltBlock = stretched(
    digest(
      algorithm,
      Array.from({ length: 16 + first[0]! }, () => saltBytes),
    ),
    saltBytes.length,
  );
  const result = repeated(algorithm, first, { size, passwordBytes, saltBlock, rounds });
  // Five thousand rounds are what a hash without a number means.
  return `$${id}$${rounds === 5000 ? '' : `rounds=${rounds}$`}${salt}$${cryptBase64(result, order)}`;
}

function digest(algorithm: string, parts: readonly Buffer[]): Buffer {
  const sum = createHash(algorithm);
  for (const part of parts) sum.update(part);
  return sum.digest();
}

function stretched(block: Buffer, length: number): Buffer {
  return Buffer.alloc(length, block);
}

interface Rounds {
  readonly size: number;
  readonly passwordBytes: Buffer;
  readonly saltBlock: Buffer;
  readonly rounds: number;
}

/** The rounds that make it slow; each hashes one of a few shapes, which are laid out once and filled in. */
function repeated(algorithm: string, first: Buffer, { size, passwordBytes, saltBlock, rounds }: Rounds): Buffer {
  const shapes = Array.from({ length: 42 }, (_, round) => {
    const isOdd = round % 2 === 1;
    const hole = Buffer.alloc(size);
    const middle = [...(round % 3 === 0 ? [] : [saltBlock]), ...(round % 7 === 0 ? [] : [passwordBytes])];
    const all = isOdd ? [passwordBytes, ...middle, hole] : [hole, ...middle, passwordBytes];
    const bytes = Buffer.concat(all);
    return { bytes, at: isOdd ? bytes.length - size : 0 };
  });
  let current = first;
  for (let round = 0; round < rounds; round += 1) {
    const { bytes, at } = shapes[round % 42]!;
    current.copy(bytes, at);
    current = hash(algorithm, bytes, 'buffer');
  }
  return current;
}
