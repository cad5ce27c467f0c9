/** What a key is to be: exactly this, or a number no lower than this. */
export type SysctlValue = string | number | { readonly atLeast: number };

/** The value a file of sysctl.d would name for it. */
export function valueText(value: SysctlValue): string {
  return typeof value === 'object' ? String(value.atLeast) : plainValue(String(value));
}

/** Whether a value, as the kernel or a file tells it, is as wanted. */
export function satisfies(value: string, want: SysctlValue): boolean {
  return typeof want === 'object' ? Number(value) >= want.atLeast : plainValue(value) === plainValue(String(want));
}

/** The file under /proc/sys of a key; as sysctl(8), the first separator decides what `.` and `/` mean. */
export function procPath(key: string): string {
  const slashes = /[./]/.exec(key)?.[0] === '/';
  const path = slashes ? key : key.replace(/[./]/g, (c) => (c === '.' ? '/' : '.'));
  return `/proc/sys/${path}`;
}

/** The keys and values of a file of sysctl.d; a `-` before a key (its failure is no error) is dropped. */
export function parseSysctlFile(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const found = /^\s*-?([^#;=\s][^=]*?)\s*=\s*(.*)$/.exec(line);
    return found ? [[found[1]!, plainValue(found[2]!)]] : [];
  });
  return new Map(pairs);
}

/** One spelling for a value: the kernel separates numbers by tabs, people by blanks. */
export function plainValue(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

const [begin, end] = ['# BEGIN kmagic', '# END kmagic'];

/** A file of sysctl.d taken apart: kmagic's own lines by key, and the text that is somebody else's. */
export function splitSysctlFile(text: string): { readonly own: Readonly<Record<string, string>>; readonly others: string } {
  const found = new RegExp(`^${begin}\n([^]*?)^${end}\n?`, 'm').exec(text);
  if (found === null) return { own: {}, others: text };
  return {
    own: Object.fromEntries(parseSysctlFile(found[1]!)),
    others: text.slice(0, found.index) + text.slice(found.index + found[0].length),
  };
}

/** The file again, kmagic's lines last: of two lines for a key the last one counts. */
export function joinSysctlFile(own: readonly string[], others: string): string {
  const before = others === '' || others.endsWith('\n') ? others : `${others}\n`;
  return own.length === 0 ? before : `${before}${begin}\n${own.map((line) => `${line}\n`).join('')}${end}\n`;
}
