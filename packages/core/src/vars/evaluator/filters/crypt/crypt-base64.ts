const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes in the letters of crypt(3): groups of up to three, the last of a group lowest, each read low bits first. */
export function cryptBase64(bytes: Uint8Array, groups: readonly (readonly number[])[]): string {
  return groups
    .map((group) => {
      let value = group.reduce((total, place) => total * 256 + bytes[place]!, 0);
      let letters = '';
      for (let length = group.length + 1; length > 0; length -= 1) {
        letters += alphabet.charAt(value % 64);
        value = Math.floor(value / 64);
      }
      return letters;
    })
    .join('');
}
