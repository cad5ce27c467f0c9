import { HostPatternError } from './host-range.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';

/** Runs `read` and turns a HostPatternError into a `badInventory` error at the place. */
export function badPattern<T>(at: SourcePosition, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof HostPatternError) {
      throw badInventory(at, error.message, 'write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]');
    }
    throw error;
  }
}
