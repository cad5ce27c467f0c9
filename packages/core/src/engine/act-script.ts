import { redact, reveal, Secret } from '../secret/secret.ts';
import { quote } from '../shell/command.ts';
import { giveOwner } from '../shell/owner.ts';
import type { Step } from '../resource/kind.ts';

/** Steps that run in one script, or one step that cannot. */
export type Segment = { readonly do: 'script'; readonly text: string } | Extract<Step, { do: 'poll' }> | Extract<Step, { do: 'drive' }>;

/** Neighbouring shell steps joined, so that a node acts in as few round trips as it can. */
export function segments(steps: readonly Step[]): readonly Segment[] {
  const out: Segment[] = [];
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) out.push({ do: 'script', text: texts.join('\n') });
    texts = [];
  };
  for (const step of steps) {
    if (step.do === 'run') texts.push(guarded(step.command.real()));
    else if (step.do === 'write') texts.push(guarded(writeText(step)));
    else {
      flush();
      out.push(step);
    }
  }
  flush();
  return out;
}

/** A step in a shell of its own that stops at its first error, and ends the script when it fails. */
function guarded(text: string): string {
  // `( set -e; ... ) || exit` would switch set -e off inside, so the status is kept and tested after.
  return `( set -e\n${text}\n)\nkmagic_rc=$?; [ "$kmagic_rc" = 0 ] || exit "$kmagic_rc"`;
}

function writeText(step: Extract<Step, { do: 'write' }>): string {
  const content = step.content instanceof Secret ? reveal(step.content) : step.content;
  const path = quote(step.path);
  const beside = hiddenBeside(step.path);
  const temporary = quote(beside);
  // Tests are builtins, programs are not: a host pays for each one it starts.
  const discard = `{ [ ! -e ${temporary} ] && [ ! -L ${temporary} ]; } || rm -f ${temporary}`;
  return [
    discard,
    `trap ${quote(discard)} EXIT`,
    'umask 077',
    // Owner and mode before the content; it stays open, as the mode may keep out even its owner.
    '{',
    giveOwner(beside, step).real(),
    `chmod ${quote(step.mode)} ${temporary}`,
    // printf is a builtin: the content is in no process's arguments.
    `printf '%s' ${quote(content)} >&8 || { ${sayWhyUnwritten(step.path, content)}; exit 1; }`,
    `} 8> ${temporary}`,
    `[ ! -d ${path} ] || { echo ${quote(`${step.path} is a directory`)} >&2; exit 1; }`,
    `mv -f ${temporary} ${path}`,
  ].join('\n');
}

// A shell's printf says no more than "I/O error".
function sayWhyUnwritten(path: string, content: string): string {
  const free = `df -Pk ${quote(path.slice(0, path.lastIndexOf('/') + 1))} | awk 'NR == 2 { print $4 }'`;
  const neededKib = Math.ceil(Buffer.byteLength(content) / 1024);
  const say = `echo ${quote(`${path} is as it was: No space left on device`)} >&2`;
  return `kmagic_free=$(${free}); [ "\${kmagic_free:-${neededKib}}" -ge ${neededKib} ] || ${say}`;
}

/** A hidden name in the same directory: a kubelet takes every other file among its manifests for a pod. */
function hiddenBeside(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}.${path.slice(slash)}.kmagic-new`;
}

/** The last lines of what a failed step printed, without secrets. */
export function tail(text: string, count = 20): string {
  return redact(text.trim().split('\n').slice(-count).join('\n'));
}
