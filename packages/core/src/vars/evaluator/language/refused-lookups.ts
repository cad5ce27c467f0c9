const runsPrograms = 'evaluating an inventory runs no program';
const asksOthers = 'evaluating an inventory asks nobody';
const byChance = 'a plan must be the same every time; use the filter random with seed=';

const all = (names: string, why: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, why]));

/** Why some of Ansible's lookups are not run, by name. */
export const lookupRefusals: Readonly<Record<string, string>> = {
  ...all('pipe lines passwordstore keyring onepassword bitwarden lastpass', runsPrograms),
  ...all('url dig dnstxt etcd etcd3 consul_kv hashi_vault redis aws_secret aws_ssm k8s', asksOthers),
  ...all('random_choice random_string random_words random_pet', byChance),
  fileglob: 'it looks at the file system, and a plan must be the same everywhere',
  config: 'there is no configuration of Ansible',
  csvfile: 'use the filter from_csv on the text of the file',
  ini: 'INI text is not read in values',
  subelements: 'use the filter subelements',
  varnames: 'which variables a host has is not only up to the inventory',
};
