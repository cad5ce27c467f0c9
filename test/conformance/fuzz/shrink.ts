import type { FuzzInput } from './fuzz-input.ts';

/** The smallest input found that still fails: without files, options, lines and pieces of lines that do not matter. */
export function shrunk(input: FuzzInput, fails: (input: FuzzInput) => boolean): FuzzInput {
  let best = input;
  const keepIfFails = (smaller: FuzzInput): void => {
    if (fails(smaller)) best = smaller;
  };
  for (const path of Object.keys(best.files)) {
    const { [path]: _, ...files } = best.files;
    keepIfFails({ ...best, files });
  }
  for (const extra of best.extraVars) keepIfFails({ ...best, extraVars: best.extraVars.filter((one) => one !== extra) });
  for (const path of Object.keys(best.files)) {
    for (const by of ['\n', ''] as const) {
      const withParts = (parts: readonly string[]): FuzzInput => ({ ...best, files: { ...best.files, [path]: parts.join(by) } });
      const parts = fewer((best.files[path] ?? '').split(by), (some) => fails(withParts(some)));
      keepIfFails(withParts(parts));
    }
  }
  return best;
}

/** Leaves out ever smaller stretches (delta debugging). */
function fewer(parts: readonly string[], stillFails: (parts: readonly string[]) => boolean): readonly string[] {
  let kept = parts;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length;) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (stillFails(without)) kept = without;
      else at += size;
    }
  }
  return kept;
}
