import { KmagicError } from '../errors/kmagic-error.ts';
import { frame } from '../observe/frames.ts';
import type { Transport } from '../transport/transport.ts';
import { factQuestions, type FactName } from './fact-probes.ts';
import { parseFacts, type FactAnswers } from './parse-facts.ts';
import type { StableFacts } from './stable-facts.ts';

/** A host's stable facts, in one round trip; writes nothing there. */
export async function gatherFacts(transport: Transport, signal: AbortSignal): Promise<StableFacts> {
  const names = Object.keys(factQuestions) as FactName[];
  const script = frame(
    names.map((name) => factQuestions[name]),
    'shared',
  );
  const out = await transport.script(script.text, signal);
  const answers = script.parse(out.stdout);
  if (answers.some((answer) => answer === undefined)) {
    throw new KmagicError('commandFailed', `${transport.host}: the shell ended (status ${out.code}) before all facts were gathered`, {
      host: transport.host,
    });
  }
  return parseFacts(transport.host, Object.fromEntries(names.map((name, i) => [name, answers[i]?.stdout ?? ''])) as FactAnswers);
}
