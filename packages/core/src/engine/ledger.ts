import { quote, script, type Command } from '../shell/command.ts';
import type { Probe } from '../observe/probe.ts';

/** What kmagic last made true of one thing, and whether it was there before. */
export interface LedgerEntry {
  readonly fingerprint: string;
  readonly origin: 'created' | 'changed';
}

/** By `KIND:owned thing`. Kept on the host itself, one line an entry, the last line of a key counts. */
export type Ledger = ReadonlyMap<string, LedgerEntry>;

/** In its own environment a simulated host keeps its state elsewhere. */
const directory = '${KMAGIC_STATE_DIR:-/var/lib/kmagic}';
const file = `${directory}/applied`;

export const ledgerProbe: Probe<Ledger> = {
  key: 'engine:ledger',
  ask: script(`cat "${file}" 2>/dev/null || :`),
  parse: ({ stdout }) => parseLedger(stdout),
};

/** Shell that records one entry, or ends the script; an entry once 'created' stays so. */
export function recordEntry(key: string, entry: LedgerEntry): Command {
  const line = `${entry.origin}\t${entry.fingerprint}\t${key}`;
  return script(`{ [ -d "${directory}" ] || mkdir -p -m 0755 "${directory}"; } && printf '%s\\n' ${quote(line)} >> "${file}" || exit`);
}

function parseLedger(text: string): Ledger {
  const entries = new Map<string, LedgerEntry>();
  for (const line of text.split('\n')) {
    const [origin, fingerprint, ...rest] = line.split('\t');
    const key = rest.join('\t');
    if (key === '' || fingerprint === undefined) continue;
    const created = origin === 'created' || entries.get(key)?.origin === 'created';
    entries.set(key, { fingerprint, origin: created ? 'created' : 'changed' });
  }
  return entries;
}
