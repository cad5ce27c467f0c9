const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** Bytes of a memory limit such as `512M`; 0 is none. */
export function memoryBytes(text: string): number {
  const match = /^(\d+)\s*([KMG]i?)?$/.exec(text);
  return match ? Number(match[1]) * units[match[2] ?? '']! : 0;
}
