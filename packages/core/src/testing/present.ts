import type { PresentPath } from '../kinds/path/path-state.ts';

/** A file of root's as a probe sees it, but for what is said. */
export function present(path: string, said: Partial<PresentPath> & Pick<PresentPath, 'mode'>): PresentPath {
  return { path, exists: true, type: 'file', owner: 'root', group: 'root', uid: '0', gid: '0', size: 1, ...said };
}
