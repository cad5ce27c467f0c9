import { styleText } from 'node:util';
import { redact, type KmagicError } from '@kmagic/core';

/** One error as people read it: who, what, why; the program's own words; what to do. */
export function errorText(error: KmagicError): string {
  const lines = [styleText('red', error.message)];
  if (error.output !== undefined && error.output !== '') lines.push(...error.output.split('\n').map((l) => `  ${l}`));
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  return redact(lines.join('\n'));
}
