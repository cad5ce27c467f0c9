/** Says one line to whoever watches; lines are plain and never rewritten. */
export type Say = (line: string) => void;

/** Elapsed time as people read it: `8 s`, `2 min 10 s`. */
export function elapsed(sinceMs: number): string {
  const seconds = Math.round((Date.now() - sinceMs) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Says `title` before the work, every 30 s while it lasts, and when it is done. */
export async function withProgress<T>(say: Say, title: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  say(`${title} ...`);
  const timer = setInterval(() => say(`${title}: still at it, ${elapsed(started)}`), 30_000);
  try {
    const result = await work();
    say(`${title}: done in ${elapsed(started)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
