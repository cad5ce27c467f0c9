import { HostPatternError } from './host-range.ts';
import type { OpenedFile } from './opened-file.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';

/** Runs `read` and turns a HostPatternError into a `badInventory` error at the place, which shows no text of an encrypted file. */
export function badPattern<T>(at: SourcePosition & { readonly was?: OpenedFile['was'] }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof HostPatternError) {
      const what = at.was === 'encrypted' ? 'the text here is no host name, nor a range of them' : error.message;
      throw badInventory(
        at,
        what,
        'write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
      );
    }
    throw error;
  }
}
