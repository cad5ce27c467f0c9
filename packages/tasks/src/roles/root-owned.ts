/** The owner of most of what a cluster keeps on its hosts. */
export const root = { owner: 'root', group: 'root' } as const;
