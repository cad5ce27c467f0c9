import { defineKind, lines, script, sh, type Command } from '@kmagic/core';

/** Something kmagic, or what it installed, made on a host. */
export interface LeftoverSubject {
  /** Once a host. */
  readonly name: string;
  /** Keys of the host's ledger: where it has none of them, kmagic never made this and lets it be. None: it is kmagic's in any case. */
  readonly since: readonly string[];
  /** Prints a line for each thing that is left; reads only. */
  readonly look: Command;
  /** What stops when it goes. */
  readonly disrupts?: string;
}

export interface LeftoverWant {
  /** Takes away everything `look` prints. */
  readonly remove: Command;
}

export interface LeftoverSeen {
  readonly things: readonly string[];
}

/** Nothing is left of something kmagic made. Both texts know `made KEY` and `created KEY`: what the host's ledger says. */
export const leftover = defineKind<LeftoverSubject, LeftoverWant, LeftoverSeen>({
  name: 'leftover',
  owns: ({ name }) => `leftover:${name}`,
  probe: ({ name, since, look }) => ({
    key: `leftover:${name}`,
    ask: lines([ledger, since.length === 0 ? look : lines([sh`if any_made ${since}; then`, look, script('fi')])]),
    parse: ({ stdout }) => ({ things: stdout.split('\n').filter((line) => line !== '') }),
  }),
  diff: (_want, { things }) => things.map((what) => ({ what, action: 'delete' })),
  steps: ({ want }) => [{ do: 'run', command: lines([ledger, want.remove]), timeoutMs: 600_000 }],
  impact: ({ subject: { disrupts }, changes }) =>
    disrupts === undefined || changes.length === 0 ? [] : [{ what: disrupts, disrupts: true }],
  // The ledger itself goes in the end: nothing may be written to it by what removes it.
  isRecorded: false,
});

const ledger = script(`ledger="\${KMAGIC_STATE_DIR:-/var/lib/kmagic}/applied"
created_keys() { [ ! -r "$ledger" ] || sed -n 's/^created	[^	]*	//p' "$ledger"; }
made() { [ -r "$ledger" ] && cut -f3- "$ledger" | grep -Fxq -e "$1"; }
created() { created_keys | grep -Fxq -e "$1"; }
any_made() { for key in "$@"; do if made "$key"; then return 0; fi; done; return 1; }`);
