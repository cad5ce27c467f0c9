import { KmagicError } from '../errors/kmagic-error.ts';

/** The text of a file's bytes; what is not UTF-8, or no text at all, is a `badInventory` error with its place. */
export function decodeText(path: string, bytes: Uint8Array): string {
  const mark = bytes.length < 2 ? '' : `${bytes[0]?.toString(16) ?? ''}${bytes[1]?.toString(16) ?? ''}`;
  if (mark === 'fffe' || mark === 'feff') throw notText(`${path}:1:1: this is UTF-16`, asUtf8('UTF-16', path));
  const nothing = bytes.indexOf(0);
  if (nothing !== -1)
    throw notText(
      `${place(path, bytes, nothing)}: here stands a NUL byte, so this is no text`,
      'an inventory and its files of variables are text in UTF-8',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodedParts(path, bytes);
  }
}

/** Finds the first line that is not UTF-8, for no decoder says where it failed. */
function decodedParts(path: string, bytes: Uint8Array): never {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const before = decoder.decode(bytes);
  // What cannot be decoded comes out as U+FFFD, which a text may hold too: the first that its bytes are not of.
  let at = before.indexOf('\uFFFD');
  while (at !== -1 && isWritten(bytes, Buffer.byteLength(before.slice(0, at)))) at = before.indexOf('\uFFFD', at + 1);
  throw notText(`${placeIn(path, before, at)}: the text is not UTF-8 from here on`, asUtf8('ISO-8859-1', path));
}

function isWritten(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}

function place(path: string, bytes: Uint8Array, offset: number): string {
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  return placeIn(path, before, before.length);
}

function placeIn(path: string, text: string, at: number): string {
  const before = text.slice(0, at);
  return `${path}:${before.split('\n').length}:${at - before.lastIndexOf('\n')}`;
}

function asUtf8(encoding: string, path: string): string {
  return `save it as UTF-8: iconv -f ${encoding} -t UTF-8 ${path}`;
}

function notText(message: string, hint: string): KmagicError {
  return new KmagicError('badInventory', message, { hint });
}
