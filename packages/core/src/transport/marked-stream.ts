import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

/** A tag nobody can guess, so that no file content passes for the end of an answer. */
export function newTag(): string {
  return `kmagic-${randomBytes(16).toString('hex')}`;
}

/** What stood before a marker, and the word that followed it on its line. */
export interface Marked {
  readonly content: Buffer;
  readonly word: string;
}

interface Watch {
  /** Absent: only collects. */
  readonly marker: Buffer | undefined;
  readonly chunks: Buffer[];
  readonly onChunk: ((chunk: Buffer) => void) | undefined;
  readonly done: (marked: Marked) => void;
  received: number;
  tail: Buffer;
}

/** Reads a stream piece by piece up to markers `\nTAG word\n`; bytes that come while nobody waits are dropped. */
export class MarkedStream {
  #watch: Watch | undefined;

  constructor(stream: Readable) {
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('error', () => undefined);
  }

  /** Everything up to the next marker of this tag; `onChunk` sees the bytes as they come, marker included. */
  until(tag: string, onChunk?: (chunk: Buffer) => void): Promise<Marked> {
    const { promise, resolve } = Promise.withResolvers<Marked>();
    const marker = Buffer.from(`\n${tag} `);
    this.#watch = { marker, chunks: [], onChunk, done: resolve, received: 0, tail: Buffer.alloc(0) };
    return promise;
  }

  /** Keeps what comes from now on, for `soFar`. */
  collect(): void {
    this.#watch = { marker: undefined, chunks: [], onChunk: undefined, done: () => undefined, received: 0, tail: Buffer.alloc(0) };
  }

  /** What has come since `until` or `collect` was called. */
  soFar(): string {
    return Buffer.concat(this.#watch?.chunks ?? []).toString('utf8');
  }

  #take(chunk: Buffer): void {
    const watch = this.#watch;
    if (watch === undefined) return;
    watch.chunks.push(chunk);
    watch.received += chunk.length;
    watch.onChunk?.(chunk);
    if (watch.marker === undefined) return;
    const view = Buffer.concat([watch.tail, chunk]);
    const at = view.indexOf(watch.marker);
    const end = at < 0 ? -1 : view.indexOf('\n', at + watch.marker.length);
    if (end < 0) {
      watch.tail = view.subarray(at < 0 ? Math.max(0, view.length - watch.marker.length + 1) : at);
      return;
    }
    this.#watch = undefined;
    const contentLength = watch.received - view.length + at;
    const word = view.subarray(at + watch.marker.length, end).toString('utf8');
    watch.done({ content: Buffer.concat(watch.chunks, watch.received).subarray(0, contentLength), word });
  }
}
