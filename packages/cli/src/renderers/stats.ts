import type { Transport } from '@kmagic/core';

/** What each connection cost: a line a host. */
export function statsText(transports: readonly Transport[]): string {
  const rows = transports.map(
    ({ host, stats }) => `${host}: ${stats.roundTrips} round trips, ${stats.bytesSent} bytes sent, ${stats.bytesReceived} received`,
  );
  return `${rows.join('\n')}\n`;
}
