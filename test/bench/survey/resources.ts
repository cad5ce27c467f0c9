import { command, compile, defineRole, directory, file, group, link, packages, service, sh, unit, type Graph } from '@kmagic/core';

const root = '/opt/kmagic-bench';
const owned = { owner: 'root', group: 'root' };

/** How many of each kind: as a host of a cluster has them, in about these shares. */
const counts = { directories: 40, files: 180, links: 30, units: 10, services: 10, groups: 20, commands: 9, packages: 1 } as const;

/** How many resources the graph of `surveyGraph` has. */
export const resourceCount = Object.values(counts).reduce((a, b) => a + b, 0);

/** Things of many kinds on one host, none of which needs another host or the network. */
export function surveyGraph(host: string): Graph {
  const hosts = [{ name: host, groups: ['all'], facts: undefined, reachable: true }];
  const stage = { name: 'survey', about: 'things to ask for', hosts: () => hosts, roles: [things] };
  return compile({ name: 'apply', about: 'Make things to be asked for.', stages: () => [stage] }, {}, hosts);
}

const things = defineRole<object, object>({
  name: 'things',
  about: 'Things of many kinds.',
  vars: () => ({}),
  recipe(task) {
    const each = (count: number, declare: (i: number) => void): void => Array.from({ length: count }, (_, i) => i).forEach(declare);
    each(counts.directories, (i) => task(`Create directory ${i}`, directory({ path: `${root}/d${i}` }, { mode: '0755', ...owned })));
    each(counts.files, (i) => {
      const path = `${root}/d${i % counts.directories}/file${i}`;
      task(`Write file ${i}`, file({ path }, { content: `line of file ${i}\n`.repeat(100), mode: '0644', ...owned }));
    });
    each(counts.links, (i) => task(`Link ${i}`, link({ path: `${root}/link${i}` }, { target: `${root}/d${i}` })));
    each(counts.units, (i) => {
      const content = `[Unit]\nDescription=a process that sleeps\n[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n`;
      task(`Write unit ${i}`, unit({ name: `kmagic-bench-${i}.service` }, { content }));
    });
    each(counts.services, (i) => {
      task(`Run service ${i}`, service({ unit: `kmagic-bench-${i}.service` }, { running: true, enabled: true }));
    });
    each(counts.groups, (i) => task(`Create group ${i}`, group({ name: `bench${i}` }, { system: true })));
    each(counts.commands, (i) => {
      const mark = `${root}/mark${i}`;
      task(`Make mark ${i}`, command({ name: `mark ${i}`, probe: sh`[ -e ${mark} ]` }, { run: sh`: > ${mark}`, done: `${mark} is there` }));
    });
    each(counts.packages, () => {
      const names = ['curl', 'iproute2', 'iptables', 'nftables', 'openssl', 'tar'];
      task('Have packages', packages({ manager: 'apt', names, purpose: 'the benchmark' }, { state: 'installed' }));
    });
  },
});
