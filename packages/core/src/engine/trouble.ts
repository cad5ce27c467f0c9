import type { ErrorContext } from '../errors/kmagic-error.ts';
import type { Step } from '../resource/kind.ts';
import { isCommand } from '../shell/command.ts';
import type { Transport } from '../transport/transport.ts';
import { tail } from './act-script.ts';

/** What may explain a wait in vain: what the kind says to look at, else what the question itself printed last. */
export async function troubleOf(
  { until, trouble }: Extract<Step, { do: 'poll' }>,
  transport: Transport,
  signal: AbortSignal,
): Promise<Pick<ErrorContext, 'hint' | 'output'>> {
  const look = trouble?.look ?? (isCommand(until.ask) ? until.ask : undefined);
  const hint =
    trouble?.hint ?? `look at the journal of ${transport.host} (journalctl -e); once it is well, apply again: it goes on from here`;
  if (look === undefined) return { hint };
  try {
    const { stdout, stderr } = await transport.script(look.real(), signal);
    return { hint, output: tail(stdout + stderr) };
  } catch {
    // The wait is the error; that its host does not answer any more is seen by whoever acts there next.
    return { hint };
  }
}
