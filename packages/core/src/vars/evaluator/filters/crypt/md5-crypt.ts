import { createHash } from 'node:crypto';
import { cryptBase64 } from './crypt-base64.ts';

const order = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]];

/** A password hashed by MD5-crypt: `$1$SALT$HASH`. */
export function md5Crypt(password: Buffer, salt: string): string {
  const saltBytes = Buffer.from(salt);
  const inner = md5([password, saltBytes, password]);
  const parts: Buffer[] = [password, Buffer.from('$1$'), saltBytes, Buffer.alloc(password.length, inner)];
  for (let bits = password.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.alloc(1) : password.subarray(0, 1));
  let current = md5(parts);
  for (let round = 0; round < 1000; round += 1) {
    const isOdd = round % 2 === 1;
    current = md5([
      isOdd ? password : current,
      ...(round % 3 === 0 ? [] : [saltBytes]),
      ...(round % 7 === 0 ? [] : [password]),
      isOdd ? current : password,
    ]);
  }
  return `$1$${salt}$${cryptBase64(current, order)}`;
}

function md5(parts: readonly Buffer[]): Buffer {
  const sum = createHash('md5');
  for (const part of parts) sum.update(part);
  return sum.digest();
}
