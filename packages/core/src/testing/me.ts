/** The user and group the tests run as, by number: what a file can be handed to without being root. */
export const me: { readonly owner: string; readonly group: string } = {
  owner: String(process.getuid?.() ?? 0),
  group: String(process.getgid?.() ?? 0),
};
