/**
 * The moment a certificate must outlive. It moves on every day while nobody changed a thing, so it has no part in a
 * want's fingerprint: its value is private and it serialises as nothing.
 */
export class MustOutlive {
  readonly #at: Date;
  readonly #now: Date;
  constructor(now: Date, days: number) {
    this.#now = now;
    this.#at = new Date(now.getTime() + days * 86_400_000);
  }
  /** Why the date is too near, as a change says it; undefined where it is far enough. */
  tooNear(notAfter: Date): string | undefined {
    if (notAfter >= this.#at) return undefined;
    const days = daysLeft(notAfter, this.#now);
    if (days < 0) return `expired ${notAfter.toISOString().slice(0, 10)}`;
    return `expires in ${days} ${days === 1 ? 'day' : 'days'}`;
  }
}

/** Whole days until then; negative where it is over. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000);
}
