import { localTransport, sh, type Transport } from '@kmagic/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Sessions } from './sessions.ts';

interface Session {
  readonly with: string;
  close(): Promise<void>;
}

const { signal } = new AbortController();
let directory: string;
let transport: Transport;
let sessions: Sessions<string, Session>;
let closed: string[];

const write = (at: string, text: string): void => writeFileSync(join(directory, at), text);
const get = async (at: string): Promise<string | undefined> => (await sessions.get(transport, at, signal))?.with;
/** As the survey does it: reads all in one script and hands it over. */
const readAlong = async (...all: readonly string[]): Promise<number> => {
  const readings = sessions.readings(transport, all);
  for (const { command, take } of readings) take(await transport.script(command.real(), signal));
  return readings.length;
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sessions-'));
  transport = localTransport('here');
  closed = [];
  sessions = new Sessions({
    credentials: (at) => sh`cat ${join(directory, at)} 2>/dev/null || :`,
    load: () => Promise.resolve(),
    open: (_transport, at, printed) => {
      if (printed === 'broken') return Promise.reject(new Error('no credentials at all'));
      const session = { with: printed, close: () => Promise.resolve(void closed.push(`${at} ${printed}`)) };
      return Promise.resolve(printed === '' ? undefined : session);
    },
  });
});
afterEach(async () => {
  await sessions.close();
  await transport.close();
  rmSync(directory, { recursive: true });
});

describe('sessions of a driver', () => {
  it('are opened with what was read along, once for each endpoint, without a round trip of their own', async () => {
    write('a', 'key a');
    write('b', 'key b');
    expect(await readAlong('a', 'b', 'a')).toBe(2);
    const before = transport.stats.roundTrips;
    expect([await get('a'), await get('b'), await get('a')]).toEqual(['key a', 'key b', 'key a']);
    expect(await readAlong('a', 'b')).toBe(0);
    expect(transport.stats.roundTrips - before).toBe(0);
  });

  it('are opened by themselves where nothing was read along', async () => {
    write('a', 'key a');
    const before = transport.stats.roundTrips;
    expect([await get('a'), await get('a')]).toEqual(['key a', 'key a']);
    expect(transport.stats.roundTrips - before).toBe(1);
  });

  it('find credentials that appear while a run goes on', async () => {
    expect(await readAlong('a')).toBe(1);
    expect(await get('a')).toBeUndefined();
    write('a', 'key a');
    expect(await get('a')).toBe('key a');
  });

  it('are opened anew after a failure, with the credentials of now', async () => {
    write('a', 'old key');
    write('b', 'key b');
    await readAlong('a', 'b');
    await sessions.forget(transport, (await sessions.get(transport, 'a', signal))!);
    expect(closed).toEqual(['a old key']);
    write('a', 'new key');
    expect(await readAlong('a', 'b')).toBe(1);
    expect([await get('a'), await get('b')]).toEqual(['new key', 'key b']);
  });

  it('tell why one cannot be opened to whoever asks for it, and try again the next time', async () => {
    write('a', 'broken');
    await expect(readAlong('a')).resolves.toBe(1);
    await expect(get('a')).rejects.toThrow('no credentials at all');
    write('a', 'key a');
    expect(await get('a')).toBe('key a');
  });

  it('are shared by all that goes through the connection to a host, and no other host has a part in them', async () => {
    write('a', 'key a');
    await readAlong('a');
    const [beside, elsewhere] = [
      { ...transport, host: 'here' },
      { ...transport, host: 'there' },
    ];
    expect(sessions.readings(beside, ['a'])).toEqual([]);
    expect(await sessions.get(beside, 'a', signal)).toBe(await sessions.get(transport, 'a', signal));
    expect(sessions.readings(elsewhere, ['a'])).toHaveLength(1);
  });

  it('are closed together', async () => {
    write('a', 'key a');
    await readAlong('a');
    await sessions.close();
    expect(closed).toEqual(['a key a']);
  });
});
