import { segments } from '../engine/act-script.ts';
import { KmagicError } from '../errors/kmagic-error.ts';
import { isDriverQuestion, type Probe } from '../observe/probe.ts';
import type { Step } from '../resource/kind.ts';
import type { LocalShell } from './local-shell.ts';

/** Carries out the steps as the engine would; rejects with the output of the first that fails. No driver steps. */
export async function runSteps(steps: readonly Step[], shell: LocalShell): Promise<void> {
  for (const part of segments(steps)) {
    if (part.do === 'drive') throw new KmagicError('bug', `no driver is at hand for ${part.what}`);
    if (part.do === 'script') {
      const out = await shell.script(part.text);
      if (out.code !== 0) throw new KmagicError('commandFailed', `status ${out.code}: ${out.stderr}${out.stdout}`, { output: out.stderr });
    } else await poll(part, shell);
  }
}

/** The answer to a probe that asks a shell. */
export async function answer<T>(probe: Probe<T>, shell: LocalShell): Promise<T> {
  if (isDriverQuestion(probe.ask)) throw new KmagicError('bug', `no driver is at hand for ${probe.key}`);
  return probe.parse(await shell.script(probe.ask.real()));
}

async function poll(step: Extract<Step, { do: 'poll' }>, shell: LocalShell): Promise<void> {
  for (let waitedMs = 0; (await answer(step.until, shell)) !== true; waitedMs += step.everyMs) {
    if (waitedMs >= step.timeoutMs) throw new KmagicError('timeout', `waited ${step.timeoutMs} ms for ${step.what}, in vain`);
    await new Promise((done) => setTimeout(done, step.everyMs));
  }
}
