import type { Callable } from '../../call.ts';
import { Missing, Tuple, isInteger, isNumber } from '../../values.ts';
import { filter } from '../input.ts';
import { prettyPrint } from './pretty-print.ts';

/** Filters that show what a value is. */
export const inspectionFilters: Readonly<Record<string, Callable>> = {
  pprint: filter('', ({ subject }) => prettyPrint(subject)),
  type_debug: filter('', ({ subject }) => pythonType(subject)),
  // Values have keys and places here, but no attributes of Python.
  attr: filter(
    'name',
    (input) => new Missing(`there is no attribute '${input.text('name')}' here`, 'keys are read with a dot or brackets'),
  ),
};

function pythonType(value: unknown): string {
  if (value instanceof Missing) return 'AnsibleUndefined';
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (isNumber(value)) return isInteger(value) ? 'int' : 'float';
  if (value instanceof Tuple) return 'tuple';
  return Array.isArray(value) ? 'list' : 'dict';
}
