import { styleText } from 'node:util';
import { redact } from '@kmagic/core';
import type { Validation } from '@kmagic/tasks';

/** A validation as people read it: problems first, then what is worth knowing, and a count in the end. */
export function validationText({ problems, notes, waiting, hosts }: Validation): string {
  const lines = problems.flatMap(({ subject, message, hint, origins, hosts: where }) => {
    const at = origins.length > 0 ? origins.map(({ file, line }) => `${file}:${line}`) : where;
    return [`${styleText('red', 'error')}: ${`${subject} ${message}`.trim()} (${shortened(at)})`, styleText('dim', `  do: ${hint}`)];
  });
  const later = [...waiting].map(
    ([name, on]) => `note: ${name} is made of facts that are not known yet (${shortened(on)}); kmagic check asks for them`,
  );
  const [problem, note] = [counted(problems.length, 'problem'), counted(notes.length + later.length, 'note')];
  return redact(
    `${[...lines, ...notes.map((text) => `note: ${text}`), ...later, `${counted(hosts, 'host')}: ${problem}, ${note}.`].join('\n')}\n`,
  );
}

/** A validation as programs read it. */
export function validationJson({ waiting, ...validation }: Validation): string {
  return redact(`${JSON.stringify({ ...validation, waiting: Object.fromEntries(waiting) }, null, 2)}\n`);
}

function shortened(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
