import { interfaceOf, isFactName } from '../../magic-variables.ts';
import { isMapping, Missing, textOf } from '../values.ts';
import type { Expression } from './syntax.ts';

/** What a member gave, with what to do where it is part of a fact kmagic does not have: `ansible_default_ipv4.gateway`. */
export function explainedFact(found: unknown, expression: Expression & { readonly kind: 'member' }, { of, key }: Sought): unknown {
  const fact = found instanceof Missing && isMapping(of) ? factOf(expression.of) : undefined;
  if (fact === undefined || !(found instanceof Missing)) return found;
  const name = textOf(key);
  const device = fact === 'ansible_facts' ? interfaceOf(name) : undefined;
  const why =
    device === undefined
      ? `kmagic does not ask hosts for this part of ${fact}`
      : `the host has no interface ${device} with an IPv4 address`;
  return new Missing(found.what, () =>
    found.hint.startsWith('did you mean') && device === undefined ? found.hint : `${why}; give the value itself, or add: | default(...)`,
  );
}

interface Sought {
  readonly of: unknown;
  readonly key: unknown;
}

/** The fact an expression leads into: by its name, of `ansible_facts`, or of another host. */
function factOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return isFactName(expression.name) ? expression.name : undefined;
  if (expression.kind !== 'member') return undefined;
  const name = expression.key.kind === 'literal' ? textOf(expression.key.value) : '';
  return isFactName(name) ? name : factOf(expression.of);
}
