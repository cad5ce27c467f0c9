import { randomBytes } from 'node:crypto';
import { quote } from '../shell/command.ts';
import type { OnLine, Output } from '../transport/transport.ts';

/** What an act's output is cut to, at its end. */
const keptCharacters = 64 * 1024;

/** Many shell texts as one script, and how to read its output back. */
export interface Frames {
  readonly text: string;
  /** One Output a text, in order; undefined where the script ended before it. */
  parse(stdout: string): readonly (Output | undefined)[];
  /** Sees the output as it comes, and gives the first `count` Outputs, once, when the last of them is there. */
  first(count: number, take: (outputs: readonly (Output | undefined)[]) => void): OnLine;
}

/** What acts came to, with the frames that followed them. */
export interface ActFrames {
  readonly text: string;
  /** One Output an act, undefined where the script ended before its end; their stderr stands in their stdout, where it fell. */
  parse(stdout: string): { readonly acts: readonly (Output | undefined)[]; readonly frames: readonly (Output | undefined)[] };
}

/**
 * Each text in a subshell of its own (or all in one shell, where they leave it as it was), stderr dropped. The text is given to `eval` as
 * one word, so that a syntax error in it stays its own. An answer ends at a line with a tag drawn after whatever is on the host was
 * written, so that no content can forge an answer; nothing is captured in a variable, so that newlines at its end stay.
 */
export function frame(texts: readonly string[], shell: 'own' | 'shared' = 'own'): Frames {
  const tag = newTag();
  const parse = (stdout: string): readonly (Output | undefined)[] => readFrames(stdout, tag, texts.length);
  return {
    text: [
      'LC_ALL=C; export LC_ALL',
      ...texts.map((text, i) => framed(tag, i, `${within[shell](`eval ${quote(` ${text}`)}`)} 2>/dev/null`)),
    ].join('\n'),
    parse,
    first(count, take) {
      const last = `${tag} ${count - 1} end `;
      const lines: string[] = [];
      let given = false;
      return (line, stream) => {
        if (given || stream === 'stderr') return;
        lines.push(line);
        if (!line.startsWith(last)) return;
        given = true;
        take(parse(lines.join('\n')).slice(0, count));
      };
    },
  };
}

/** How a text runs in a shell of its own, and how in the one all share. */
const within = { own: (text: string) => `(${text})`, shared: (text: string) => `{ ${text}; }` };

/** Texts that act, one after another until one fails, and, only where all exit 0, the frames of texts that ask. */
export function frameActs(acts: readonly string[], texts: readonly string[]): ActFrames {
  const tag = newTag();
  const asking = frame(texts);
  const acting = acts.flatMap((act, i) => [framed(tag, i, `(eval ${quote(` ${act}`)}) 2>&1`), '[ "$kmagic_c" = 0 ] || exit 0']);
  return {
    text: [...acting, asking.text].join('\n'),
    parse: (stdout) => ({
      acts: readFrames(stdout, tag, acts.length).map((act) => act && { ...act, stdout: act.stdout.slice(-keptCharacters) }),
      frames: asking.parse(stdout),
    }),
  };
}

function framed(tag: string, index: number, shell: string): string {
  return [
    `printf '%s\\n' '${tag} ${index}'`,
    `${shell} </dev/null`,
    'kmagic_c=$?',
    `printf '\\n%s %s\\n' '${tag} ${index} end' "$kmagic_c"`,
  ].join('\n');
}

function readFrames(stdout: string, tag: string, count: number): readonly (Output | undefined)[] {
  let from = 0;
  return Array.from({ length: count }, (_, i) => {
    const found = between(stdout, `${tag} ${i}`, from);
    from = found?.end ?? from;
    return found?.output;
  });
}

function between(stdout: string, tag: string, from: number): { readonly output: Output; readonly end: number } | undefined {
  const opening = `${tag}\n`;
  const closing = `\n${tag} end `;
  const at = stdout.indexOf(opening, from);
  if (at < 0) return undefined;
  const start = at + opening.length;
  const end = stdout.indexOf(closing, start);
  if (end < 0) return undefined;
  const code = Number.parseInt(stdout.slice(end + closing.length, end + closing.length + 4), 10);
  return { output: { code, stdout: stdout.slice(start, end).replaceAll('\0', ''), stderr: '' }, end };
}

function newTag(): string {
  return `kmagic-frame-${randomBytes(16).toString('hex')}`;
}
