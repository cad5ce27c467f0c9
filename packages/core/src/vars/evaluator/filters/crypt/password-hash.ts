import { createHash } from 'node:crypto';
import { hashSync } from 'bcryptjs';
import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { md5Crypt } from './md5-crypt.ts';
import { shaCrypt } from './sha-crypt.ts';

const algorithms: Readonly<Record<string, 'sha256' | 'sha512' | 'md5' | 'bcrypt'>> = {
  sha512: 'sha512',
  sha512_crypt: 'sha512',
  sha256: 'sha256',
  sha256_crypt: 'sha256',
  md5: 'md5',
  md5_crypt: 'md5',
  blowfish: 'bcrypt',
  bcrypt: 'bcrypt',
};

const known = new Map<string, string>();

/** A password as /etc/shadow holds it. It must be given its salt: a random one would make another plan each time. */
export function passwordHash(input: Input): string {
  const name = input.text('hashtype', 'sha512');
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined) throw input.fail(`the type '${name}' is not supported`, 'use one of sha512, sha256, bcrypt, md5');
  const salt = textOf(input.value('salt') ?? '');
  if (salt === '') {
    throw input.fail(
      'needs a salt: a random one would make another plan each time',
      "keep one beside the password: | password_hash('sha512', 'SALT')",
    );
  }
  const password = input.subjectText();
  if (password.includes('\0')) throw input.fail('the password holds a zero byte');
  const rounds = input.integer('rounds', 0);
  const key = createHash('sha256')
    .update(JSON.stringify([algorithm, password, salt, rounds, input.value('ident') ?? null]))
    .digest('base64');
  const made = known.get(key) ?? make(input, password, { algorithm, salt, rounds });
  if (known.size >= 1000) known.clear();
  known.set(key, made);
  return made;
}

interface Settings {
  readonly algorithm: 'sha256' | 'sha512' | 'md5' | 'bcrypt';
  readonly salt: string;
  readonly rounds: number;
}

function make(input: Input, password: string, { algorithm, salt, rounds }: Settings): string {
  if (algorithm === 'bcrypt') return bcrypt(input, password, { salt, rounds: rounds === 0 ? 12 : rounds });
  const longest = algorithm === 'md5' ? 8 : 16;
  if (salt.length > longest || !/^[./0-9A-Za-z]+$/.test(salt)) {
    throw input.fail(`the salt of ${algorithm} must be 1 to ${longest} of the characters a-z A-Z 0-9 . /`);
  }
  if (algorithm === 'md5') return md5Crypt(Buffer.from(password), salt);
  const times = rounds === 0 ? { sha256: 535_000, sha512: 656_000 }[algorithm] : rounds;
  if (times < 1000 || times > 10_000_000) throw input.fail(`the rounds must be from 1000 to 10000000, not ${times}`);
  return shaCrypt(algorithm, Buffer.from(password), { salt, rounds: times });
}

function bcrypt(input: Input, password: string, { salt, rounds }: { readonly salt: string; readonly rounds: number }): string {
  const ident = input.text('ident', '2b');
  if (!/^2[aby]$/.test(ident)) throw input.fail(`the ident '${ident}' is not supported`, 'use 2b, 2a or 2y');
  if (rounds < 4 || rounds > 16) throw input.fail(`the rounds of bcrypt must be from 4 to 16, not ${rounds}`);
  if (!/^[./0-9A-Za-z]{22}$/.test(salt)) throw input.fail('the salt of bcrypt must be 22 of the characters a-z A-Z 0-9 . /');
  return hashSync(password, `$${ident}$${String(rounds).padStart(2, '0')}$${repaired(salt)}`);
}

const letters = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The last letter of a bcrypt salt holds two bits only; the others are cleared. */
function repaired(salt: string): string {
  return salt.slice(0, 21) + letters.charAt(letters.indexOf(salt.charAt(21)) & 0b110000);
}
