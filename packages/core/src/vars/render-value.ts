import { Encrypted } from '../inventory/encrypted.ts';
import type { VariableDefinition } from '../inventory/inventory.ts';
import { showPosition } from '../inventory/source.ts';
import { Unsafe } from '../inventory/unsafe.ts';
import { Secret } from '../secret/secret.ts';
import { isMapping } from './evaluator/values.ts';
import type { Evaluator, Surroundings } from './evaluator/evaluator.ts';

/**
 * The value of a definition with every template inside evaluated, at any depth; mapping keys stay as written. What is encrypted
 * is decrypted here: it is a `Secret`, and so is all text that a template among secrets comes to.
 */
export function renderValue(definition: VariableDefinition, evaluator: Evaluator, surroundings: Surroundings): unknown {
  const render = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (value.startsWith('$ANSIBLE_VAULT;')) throw untagged(surroundings);
      return evaluator.isTemplate(value) ? evaluator.evaluate(value, surroundings) : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Secret) return evaluator.evaluateSecret(value, discreet(surroundings));
    if (value instanceof Unsafe) return value.text;
    if (value instanceof Encrypted) return decrypted(value, definition, surroundings);
    if (Array.isArray(value)) return value.map(render);
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item)]));
  };
  return render(definition.value);
}

function decrypted(value: Encrypted, { source }: VariableDefinition, { problem }: Surroundings): Secret {
  const isElsewhere = value.source.file !== source.file || value.source.line !== source.line;
  const where = isElsewhere ? `the value at ${showPosition(value.source)}: ` : '';
  return value.decrypt(({ what, hint }) => problem({ what: `${where}${what}`, hint }));
}

/** Of a template that stands encrypted, errors name what it lacks; whatever else is wrong with it would have to be quoted. */
function discreet(surroundings: Surroundings): Surroundings {
  const what = 'the template that stands encrypted here cannot be evaluated';
  const hint = 'look at it with kmagic vault view FILE';
  return {
    ...surroundings,
    // No place within the template either: it is not in the file as it is.
    problem: ({ template: _template, at: _at, ...found }) => surroundings.problem(found.isUndefined ? found : { ...found, what, hint }),
  };
}

function untagged({ problem }: Surroundings): Error {
  return problem({
    what: 'the value is encrypted with ansible-vault, but does not say so',
    hint: 'write !vault | in front of the encrypted text',
  });
}
