const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

// An E with digits after it is an exponent, and without them exa.
const form = /^\+?((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)$|^\+?(\d+(?:\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i)$/;

/** A Kubernetes quantity as a number, of bytes or cores, say; empty text is 0, and NaN what is no quantity. */
export function amountOf(text: string): number {
  if (text === '') return 0;
  const [, number, digits = '', unit = ''] = form.exec(text) ?? [];
  if (number !== undefined) return Number(number);
  const factor = factors[unit];
  return factor === undefined ? Number.NaN : Number(digits) * factor;
}

const steps: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3 };

/** A duration such as `1h30m` in milliseconds. */
export function millisecondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us)/g)];
  return parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (steps[unit ?? ''] ?? 0), 0);
}

/** True: more than nothing, and less than a mebibyte, as where a unit was forgotten. */
export function lacksUnit(memory: string): boolean {
  const bytes = amountOf(memory);
  return bytes > 0 && bytes < 2 ** 20;
}
