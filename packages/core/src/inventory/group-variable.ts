import type { Draft, DraftGroup, DraftHost } from './draft.ts';
import { openText } from './open-text.ts';
import { badInventory, showPosition } from './source.ts';
import type { SourcePosition } from './source.ts';

interface WrittenVariable {
  readonly name: string;
  readonly value: unknown;
  readonly source: SourcePosition;
}

/** Sets a variable of a host in an inventory file; as in Ansible it counts for the group of that name where there is one by then, with a note. */
export function setHostVariable(draft: Draft, host: DraftHost, variable: WrittenVariable): void {
  const group = draft.groups.get(host.name);
  if (group?.declared !== true) {
    host.definitions.push({ ...variable, layer: 'hostInventory', owner: host.name });
    return;
  }
  const { file, line } = variable.source;
  const instead = `what only the host is to have goes into host_vars/${host.name}.yml`;
  draft.warnings.add(
    `${showPosition({ file, line, column: 1 })}: variables of the host '${host.name}' count for the group of that name, as in Ansible; ${instead}`,
  );
  setGroupVariable(draft, group, variable);
}

/** Sets a variable of a group in an inventory file; `ansible_group_priority` orders the group instead. */
export function setGroupVariable(draft: Draft, group: DraftGroup, variable: WrittenVariable): void {
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
