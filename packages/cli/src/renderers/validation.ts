import { styleText } from 'node:util';
import { redact, shortened } from '@kmagic/core';
import type { Validation } from '@kmagic/tasks';
import { counted } from './counted.ts';

/** A validation as people read it: problems first, then what is worth knowing, and a count in the end. */
export function validationText({ problems, notes, waiting, hosts }: Validation): string {
  const lines = problems.flatMap(({ subject, message, hint, origins, hosts: where }) => {
    const at = origins.length > 0 ? origins.map(({ file, line }) => `${file}:${line}`) : where;
    const place = at.length === 0 ? '' : ` (${shortened(at, 6)})`;
    return [`${styleText('red', 'error')}: ${`${subject} ${message}`.trim()}${place}`, styleText('dim', `  do: ${hint}`)];
  });
  const later = [...waiting].map(
    ([name, on]) => `note: ${name} is made of facts that are not known yet (${shortened(on, 6)}); kmagic check asks for them`,
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
