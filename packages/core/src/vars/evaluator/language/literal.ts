import { pythonLiteral } from '../../../inventory/python-literal.ts';

/**
 * What Ansible makes of text a template gave: where it looks like a list, a mapping or a boolean it is one, of Python or JSON. Anything
 * else, numbers too, stays text.
 */
export function literalOf(text: string): unknown {
  if (text === 'True' || text === 'False') return text === 'True';
  if (!text.startsWith('[') && !text.startsWith('{')) return text;
  const literal = pythonLiteral(text, 'or JSON');
  return literal === undefined ? text : literal.value;
}
