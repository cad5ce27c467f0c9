import { KmagicError } from '../errors/kmagic-error.ts';

/** Why a signal was aborted, as the error to throw: its own KmagicError, `timeout`, or `interrupted`. */
export function interruption(signal: AbortSignal, host: string): KmagicError {
  const reason: unknown = signal.reason;
  if (reason instanceof KmagicError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return new KmagicError('timeout', `${host}: a command did not finish in its time`, { host, cause: reason });
  }
  return new KmagicError('interrupted', `${host}: interrupted`, { host, cause: reason });
}

/** The work's result, or the interruption as soon as the signal is aborted; the work itself is not stopped. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, host: string): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    throw interruption(signal, host);
  }
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(interruption(signal, host));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

/** The work's result, or `late()` thrown when it takes longer than `ms`. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
