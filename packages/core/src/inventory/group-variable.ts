import type { Draft, DraftGroup } from './draft.ts';
import { openText } from './open-text.ts';
import { badInventory } from './source.ts';
import type { SourcePosition } from './source.ts';

/** Sets a variable of a group in an inventory file; `ansible_group_priority` orders the group instead. */
export function setGroupVariable(
  draft: Draft,
  group: DraftGroup,
  variable: { readonly name: string; readonly value: unknown; readonly source: SourcePosition },
): void {
  if (variable.name === 'ansible_group_priority') {
    const priority = Number(openText(variable.value));
    if (!Number.isInteger(priority)) {
      throw badInventory(
        variable.source,
        `ansible_group_priority of '${group.name}' must be a whole number`,
        'higher numbers win among groups of one depth; the default is 1',
      );
    }
    group.priority = priority;
    return;
  }
  if (group.name === 'ungrouped')
    draft.warnings.add(`${variable.source.file}:${variable.source.line}: variables of 'ungrouped' reach only hosts in no other group`);
  group.definitions.push({ ...variable, layer: 'groupInventory', owner: group.name });
}
