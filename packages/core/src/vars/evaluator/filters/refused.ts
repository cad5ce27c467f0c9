import type { Callable } from '../call.ts';

/** Callables that only say why they are refused. */
export function refusals(reasons: Readonly<Record<string, string>>, hint: string): Readonly<Record<string, Callable>> {
  return Object.fromEntries(
    Object.entries(reasons).map(([name, why]): readonly [string, Callable] => [
      name,
      (call) => {
        throw call.scope.problem({ code: 'unsupported', what: `${call.name} is not supported: ${why}`, hint });
      },
    ]),
  );
}

const asksFiles = 'it looks at the file system, and a plan must be the same everywhere';

/** Why some of Ansible's filters are not run, by name. */
export const filterRefusals: Readonly<Record<string, string>> = {
  fileglob: asksFiles,
  realpath: asksFiles,
  vault: 'secrets are encrypted outside of templates; see kmagic vault encrypt',
  unvault: 'secrets are decrypted as the files are read; see kmagic vault',
  hashids_encode: 'its result depends on a library that Ansible does not bring along',
  hashids_decode: 'its result depends on a library that Ansible does not bring along',
  reveal_ansible_type: 'kmagic has types of its own',
  jc: 'it parses the output of programs',
  consolidate: 'it is made for facts of network devices',
  fact_diff: 'it is made for facts of network devices',
  param_list_compare: 'it is made for facts of network devices',
  validate: 'it runs engines of other collections',
  from_ini: 'INI text is not read in values',
  to_ini: 'INI text is not written in values',
  from_xml: 'XML is not read in values',
  to_xml: 'XML is not written in values',
  to_prettytable: 'its result depends on a library that Ansible does not bring along',
  json_diff: 'its result depends on a library that Ansible does not bring along',
  json_patch: 'its result depends on a library that Ansible does not bring along',
  json_patch_recipe: 'its result depends on a library that Ansible does not bring along',
};

/** The filters that are refused, each with its reason. */
export const refusedFilters: Readonly<Record<string, Callable>> = refusals(filterRefusals, 'write the value plainly, or pass it with -e');
