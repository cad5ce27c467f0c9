import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Callable } from '../../call.ts';
import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { passwordHash } from './password-hash.ts';

/** Filters that hash text, or write it in base 64. */
export const hashFilters: Readonly<Record<string, Callable>> = {
  hash: filter('hashtype?', (input) => digest(input, input.text('hashtype', 'sha1'))),
  md5: filter('', (input) => digest(input, 'md5')),
  sha1: filter('', (input) => digest(input, 'sha1')),
  checksum: filter('', (input) => digest(input, 'sha1')),
  crc32: filter('', (input) => crc32(input.subjectText()).toString(16)),
  password_hash: filter('hashtype? salt? salt_size? rounds? ident?', passwordHash),
  to_uuid: filter('namespace?', toUuid),
  b64encode: filter('encoding?', (input) => encoded(input, textOf(input.subject)).toString('base64')),
  b64decode: filter('encoding?', base64Decode),
};

const names: Readonly<Record<string, string>> = {
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
  sha512_224: 'sha512-224',
  sha512_256: 'sha512-256',
};

const supported = [
  ...['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512_224', 'sha512_256', 'blake2b', 'blake2s'],
  ...['sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'ripemd160', 'sm3'],
];

function digest(input: Input, name: string): string {
  const plain = name.toLowerCase();
  if (!supported.includes(plain)) throw input.fail(`the hash '${name}' is not supported`, `use one of ${supported.join(', ')}`);
  return createHash(names[plain] ?? plain.replace('sha3_', 'sha3-'))
    .update(textOf(input.subject))
    .digest('hex');
}

const ansibleNamespace = '361e6d51-faec-444a-9079-341386da8e2e';

/** The UUID of a name, always the same: version 5, in Ansible's namespace unless another is given. */
function toUuid(input: Input): string {
  const namespace = input.text('namespace', ansibleNamespace).replace(/^urn:uuid:|[{}-]/g, '');
  if (!/^[0-9a-fA-F]{32}$/.test(namespace)) throw input.fail(`'${input.text('namespace')}' is no UUID`);
  const bytes = createHash('sha1').update(Buffer.from(namespace, 'hex')).update(textOf(input.subject)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type Encoding = 'utf8' | 'utf16le' | 'latin1' | 'ascii';

const encodings: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  'utf-16-le': 'utf16le',
  'utf-16le': 'utf16le',
  'latin-1': 'latin1',
  latin1: 'latin1',
  'iso-8859-1': 'latin1',
  ascii: 'ascii',
  'us-ascii': 'ascii',
};

function encodingOf(input: Input): Encoding {
  const name = input.text('encoding', 'utf-8').toLowerCase().replaceAll('_', '-');
  const encoding = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  if (encoding === undefined) throw input.fail(`the encoding '${name}' is not supported`, 'use utf-8, utf-16-le, latin-1 or ascii');
  return encoding;
}

function encoded(input: Input, text: string): Buffer {
  const encoding = encodingOf(input);
  const bytes = Buffer.from(text, encoding);
  if (bytes.toString(encoding) !== text) throw input.fail(`the text has characters that are not in ${input.text('encoding', 'utf-8')}`);
  return bytes;
}

/** The letters of base 64 up to their padding; what is no letter is skipped, as Python does. */
function base64Letters(input: Input): string {
  let [letters, padding] = ['', 0];
  for (const char of textOf(input.subject)) {
    if (char === '=') {
      padding += 1;
      const rest = letters.length % 4;
      if (rest >= 2 && rest + padding >= 4) return letters;
    } else if (/[A-Za-z0-9+/]/.test(char)) {
      letters += char;
      padding = 0;
    }
  }
  if (letters.length % 4 !== 0) throw input.fail('the text is cut off: letters or the padding = are missing');
  return letters;
}

function base64Decode(input: Input): string {
  const data = base64Letters(input);
  const bytes = Buffer.from(data, 'base64');
  const encoding = encodingOf(input);
  if (encoding === 'utf8' || encoding === 'ascii') {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw input.fail('what is encoded is not text', "if it is text in another encoding, name it: b64decode('latin-1')");
    }
  }
  return bytes.toString(encoding);
}
