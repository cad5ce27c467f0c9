import { diskFiles } from './disk-files.ts';
import { loadInventory } from './load-inventory.ts';
import type { InventoryRequest } from './load-inventory.ts';

/** Whether reading the inventory comes across anything that ansible-vault encrypted: without it no password is needed. */
export function holdsVault(request: Omit<InventoryRequest, 'vault'>): boolean {
  const { tree = diskFiles, extraVars = [] } = request;
  let seen = extraVars.some(isVault);
  const read = (path: string): string | undefined => {
    const text = tree.read(path);
    seen ||= text !== undefined && isVault(text);
    // Enough is known.
    if (seen) throw new Error('encrypted');
    return text;
  };
  try {
    if (!seen) loadInventory({ ...request, tree: { read, list: (path) => tree.list(path) } });
  } catch {
    // What is wrong with the inventory is said when it is read in earnest.
  }
  return seen;
}

function isVault(text: string): boolean {
  return text.includes('$ANSIBLE_VAULT;');
}
