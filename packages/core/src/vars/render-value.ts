import type { VariableDefinition } from '../inventory/inventory.ts';
import type { Evaluator, Scope } from './evaluator/evaluator.ts';

/** The value of a definition with every template inside evaluated, at any depth; mapping keys stay as written. */
export function renderValue(definition: VariableDefinition, evaluator: Evaluator, scope: Scope): unknown {
  const render = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (value.startsWith('$ANSIBLE_VAULT;')) throw encrypted(scope);
      return evaluator.isTemplate(value) ? evaluator.evaluate(value, scope) : value;
    }
    if (Array.isArray(value)) return value.map(render);
    if (typeof value !== 'object' || value === null) return value;
    if (Object.hasOwn(value, '__ansible_vault')) throw encrypted(scope);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item)]));
  };
  return render(definition.value);
}

function encrypted(scope: Scope): Error {
  return scope.problem({
    code: 'unsupported',
    what: 'the value is encrypted with ansible-vault; kmagic cannot decrypt it yet',
    hint: "keep the secret elsewhere until vault support comes: -e @FILE, or {{ lookup('env', 'NAME') }}",
  });
}
