import type { Output } from '@kmagic/core';

/** Answers scripts from memory: each different script is run on a real host once. */
export class ScriptReplay {
  readonly #ask: (script: string) => Promise<Output>;
  readonly #known = new Map<string, Promise<Output>>();

  constructor(ask: (script: string) => Promise<Output>) {
    this.#ask = ask;
  }

  /** How many different scripts had to be run for real so far. */
  get asked(): number {
    return this.#known.size;
  }

  /** What the real host answered to this script, with this script's tags in place of those it was first asked with. */
  async answer(script: string): Promise<Output> {
    const tags = tagsOf(script);
    const key = tags.reduce((text, tag, i) => text.replaceAll(tag, placeholder(i)), script);
    const known = this.#known.get(key) ?? this.#ask(script).then((output) => eachStream(output, (text) => tags.reduce(hidden, text)));
    this.#known.set(key, known);
    return eachStream(await known, (text) => tags.reduce((out, tag, i) => out.replaceAll(placeholder(i), tag), text));
  }
}

const hidden = (text: string, tag: string, i: number): string => text.replaceAll(tag, placeholder(i));

const placeholder = (i: number): string => `<tag ${i}>`;

/** The random tags of a script, in the order they appear: all that differs between two scripts that ask the same. */
function tagsOf(script: string): readonly string[] {
  return [...new Set(script.match(/kmagic-[a-z-]*[0-9a-f]{32}/g))];
}

function eachStream({ code, stdout, stderr }: Output, change: (text: string) => string): Output {
  return { code, stdout: change(stdout), stderr: change(stderr) };
}
