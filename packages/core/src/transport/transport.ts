import type { Duplex, Readable } from 'node:stream';

/** What a finished script left: `code` is its exit status, or 128 + signal. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type OnLine = (line: string, stream: 'stdout' | 'stderr') => void;

/** What a connection has cost so far. */
export interface TransportStats {
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** The only door to a machine. Every method rejects with a KmagicError that names the host. */
export interface Transport {
  readonly host: string;
  readonly stats: TransportStats;
  /** Runs POSIX sh text, fed on stdin, as root; one round trip. `onLine` sees output lines as they come. */
  script(text: string, signal: AbortSignal, onLine?: OnLine): Promise<Output>;
  /** As `script`, beside other scripts of the host instead of after them. */
  stream(text: string, onLine: OnLine, signal: AbortSignal): Promise<Output>;
  /** Writes a file (0600 before content), replacing it atomically. */
  upload(source: Readable, path: string, signal: AbortSignal): Promise<void>;
  /** A byte stream to a TCP address as seen from the host (direct-tcpip). */
  forward(address: string, port: number): Promise<Duplex>;
  close(): Promise<void>;
}

/** Opens the connection to a host, at most once a run. */
export type Connect = (host: string, signal: AbortSignal) => Promise<Transport>;
