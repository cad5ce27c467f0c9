import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { Probe } from '../observe/probe.ts';
import { quote, script } from '../shell/command.ts';
import { readProcessGroup } from '../shell/process-group.ts';
import type { LockPace, RunContext } from './run-context.ts';

/** The locks of a run on its hosts. */
export interface HostLocks {
  /** An earlier run that was cut off had to end first: what was seen before may no longer be so. */
  readonly waited: boolean;
  release(): Promise<void>;
}

/** Who holds, or last held, the lock of a host. */
interface Entry {
  readonly run: string;
  readonly since: string;
  readonly who: string;
  /** The process group of the holder's root shell on the host. */
  readonly group: string;
}

/** In its own environment a simulated host keeps its state elsewhere. */
const file = '"${KMAGIC_STATE_DIR:-/run}/kmagic.lock"';
const usualPace: LockPace = { patience: 5, watch: 3 };
/** How long what a run that is over left under way on a host may take. */
const longestStepMs = 15 * 60_000;

/** Who acted last on a host, or acts now, as one line; empty where nobody has since it booted. */
export const lastHolderProbe: Probe<string> = {
  key: 'engine:lock',
  ask: script(`{ read -r kmagic_l < ${file}; } 2>/dev/null && printf '%s\\n' "$kmagic_l"; :`),
  parse: ({ stdout }) => stdout.trim(),
};

/**
 * Locks hosts for a run that is about to act, `seen` being whom the survey found on each. A lock is held by the root shell of the
 * connection: it ends with it, and no sooner than the step under way there. Throws `locked` where another run acts, and
 * `stalePlan` where one has acted since the survey; then nothing stays locked. A host that is gone is passed over.
 */
export async function lockHosts(context: RunContext, seen: ReadonlyMap<string, string>): Promise<HostLocks> {
  const holder = context.holder ?? { run: randomBytes(8).toString('hex'), who: 'a program that uses @kmagic/core', isOver: () => false };
  const words = [holder.run, new Date(context.clock()).toISOString(), holder.who].map((word) => word.replaceAll(/\s+/g, ' '));
  const locking = lockScript(words, context.lockPace ?? usualPace);
  const watchers = new Map<string, string>();
  const limit = pLimit(context.forks);
  let waited = false;

  const release = async (): Promise<void> => {
    await Promise.allSettled(
      [...watchers].map(([host, pid]) =>
        limit(async () => {
          const transport = await context.connect(host, context.signal);
          await transport.script(`kill ${pid} 2>/dev/null; :`, context.signal);
        }),
      ),
    );
  };

  async function lock(host: string, before: string): Promise<void> {
    const transport = await context.connect(host, context.signal);
    const deadline = context.clock() + longestStepMs;
    for (;;) {
      const out = await transport.script(locking, context.signal);
      const [head = '', last = ''] = out.stdout.trim().split('\n');
      const [state, watcher = ''] = head.split(' ');
      if (state === 'mine') {
        watchers.set(host, watcher);
        if (last !== before) throw actedSince(host, entryOf(last));
        return;
      }
      if (state !== 'held') throw cannotLock(host, out.stderr);
      const other = entryOf(last);
      if (!holder.isOver(other.run) || context.clock() > deadline) throw locked(host, other);
      if (context.drain?.aborted === true) throw new KmagicError('interrupted', 'nothing was done');
      if (!waited) context.emit({ type: 'waiting', host, what: `for what ${other.who} left under way when it was cut off` });
      waited = true;
    }
  }

  const lockIfThere = async ([host, before]: readonly [string, string]): Promise<void> => {
    try {
      await lock(host, before);
    } catch (thrown) {
      const error = asKmagicError(thrown);
      if (error.code !== 'unreachable') throw error;
    }
  };

  // Of two runs that begin at once one gets the first host, and with it the others.
  const [first, ...others] = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  try {
    if (first) await lockIfThere(first);
    const results = await Promise.allSettled(others.map((each) => limit(() => lockIfThere(each))));
    const refused = results.find((result) => result.status === 'rejected');
    if (refused) throw asKmagicError(refused.reason);
  } catch (error) {
    await release();
    throw error;
  }
  return { waited, release };
}

/** The watcher holds the lock and ends with the shell of the connection, which ends when its script has and its input is closed. */
function lockScript(words: readonly string[], { patience, watch }: LockPace): string {
  return `f=${file}
[ -d "\${f%/*}" ] || mkdir -p "\${f%/*}"
exec 9>>"$f" || exit 1
flock -w ${patience} 9
case $? in 0) ;; 1) echo held; cat "$f"; exit 0 ;; *) exit 1 ;; esac
last=$(cat "$f")
${readProcessGroup}
printf '%s\\t%s\\n' ${quote(words.join('\t'))} "$kmagic_g" > "$f"
( while kill -0 $$ 2>/dev/null; do sleep ${watch} 9>&-; done ) </dev/null >/dev/null 2>&1 &
printf 'mine %s\\n%s\\n' "$!" "$last"`;
}

function entryOf(line: string): Entry {
  const [run = '', since = '', who = '', group = ''] = line.split('\t');
  return { run, since, who: who === '' ? 'somebody' : who, group };
}

function locked(host: string, { who, since, group }: Entry): KmagicError {
  return new KmagicError('locked', `${host} is locked: ${who} has been at work there since ${since}; nothing was done`, {
    host,
    hint: `when it has ended, run this again; if nobody is there any more, end what it left on ${host}, as root: kill -- -${group}`,
  });
}

function actedSince(host: string, { who, since }: Entry): KmagicError {
  const what = since === '' ? `${host} was restarted` : `${who} began to act on ${host} at ${since}`;
  return new KmagicError('stalePlan', `the plan no longer holds: ${what}, after the host was looked at; nothing was done`, {
    host,
    hint: 'run this again: it looks anew',
  });
}

function cannotLock(host: string, said: string): KmagicError {
  const why = said.trim().split('\n').at(-1) ?? '';
  return new KmagicError('commandFailed', `${host} cannot be locked, so nothing was done: ${why === '' ? 'it gave no reason' : why}`, {
    host,
    hint: 'the host needs flock (package util-linux) and a writable /run',
  });
}
