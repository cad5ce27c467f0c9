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
