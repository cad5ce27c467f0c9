import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sampleSpec } from '../../spec/sample-spec.ts';
import { doorsOf, portsToOpen } from './doors.ts';
import { lookAtHost, parseHostState, type HostState } from './host-state.ts';
import { stateFindings } from './state-rules.ts';

const fit = parseHostState(`systemd
free 41943040 /var/lib /
free 41943040 /var/lib/containerd /data
port 22
clock yes
route default via 10.0.0.1 dev eth0
route 10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.11
route 10.233.64.128/26 via 10.0.0.12 dev vxlan.calico onlink
`);

const cases: readonly {
  readonly name: string;
  readonly host?: string;
  readonly state: Partial<HostState>;
  readonly found: readonly string[];
}[] = [
  { name: 'a fit host', state: {}, found: [] },
  {
    name: 'a balancer whose name nobody knows',
    state: { nameless: ['api.example.org'] },
    found: ['error: does not find an address of api.example.org (apiserver_loadbalancer_domain_name)'],
  },
  { name: 'no systemd', state: { systemd: false }, found: ['error: does not run systemd'] },
  {
    name: 'little room on one file system for several directories',
    state: {
      free: [
        { directory: '/var/lib', mountPoint: '/', freeKiB: 5 * 1024 * 1024 },
        { directory: '/var/lib/etcd', mountPoint: '/', freeKiB: 5 * 1024 * 1024 },
      ],
    },
    found: ['error: has 5.0 GiB left on / for /var/lib; 10 are needed'],
  },
  {
    name: 'little room where the cluster runs already',
    state: { free: [{ directory: '/var/lib', mountPoint: '/', freeKiB: 1024 }], installed: new Set(['kubelet.service']) },
    found: ['warning: has 0.0 GiB left on / for /var/lib; 10 are needed'],
  },
  {
    name: 'an engine of others, and a drop-in of a package',
    state: {
      foreign: {
        units: [{ unit: 'docker.service', path: '/lib/systemd/system/docker.service' }],
        dropIns: [{ unit: 'kubelet.service', path: '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf' }],
      },
    },
    found: [
      'error: has docker.service (/lib/systemd/system/docker.service), which kmagic has not installed',
      'error: starts something else as kubelet.service, by /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf',
    ],
  },
  {
    name: 'strangers on the ports of a control plane with etcd',
    state: { ports: new Set([6443, 2379, 8080]) },
    found: ['error: has something that listens on port 6443', 'error: has something that listens on port 2379'],
  },
  {
    name: 'its own services on them',
    state: { ports: new Set([6443, 2379]), installed: new Set(['kubelet.service', 'etcd.service']) },
    found: [],
  },
  { name: 'ports a worker does not use', host: 'node4', state: { ports: new Set([2379, 10259]) }, found: [] },
  {
    name: 'the port of the local proxy of a worker',
    host: 'node4',
    state: { ports: new Set([6443]) },
    found: ['error: has something that listens on port 6443'],
  },
  {
    name: 'an access_ip that leads nowhere',
    state: { silent: ['192.0.2.1'] },
    found: ['error: gets no answer from its own access_ip 192.0.2.1'],
  },
  {
    name: 'networks that overlap',
    state: {
      networks: [
        { cidr: '10.233.0.0/24', isOwn: true, device: 'eth1' },
        { cidr: '10.0.0.0/8', isOwn: false, device: 'tun0' },
      ],
    },
    found: [
      'warning: has a route into 10.0.0.0/8 (tun0), which overlaps kube_pods_subnet 10.233.64.0/18',
      'error: is in 10.233.0.0/24 (eth1), which overlaps kube_service_addresses 10.233.0.0/18',
      'warning: has a route into 10.0.0.0/8 (tun0), which overlaps kube_service_addresses 10.233.0.0/18',
    ],
  },
  {
    name: 'doors that are shut on the way',
    state: {
      shut: [
        { address: '10.0.0.12', port: 2379 },
        { address: '10.0.0.13', port: 2379 },
        { address: '10.0.0.12', port: 2380 },
        { address: '10.0.0.99', port: 10250 },
      ],
    },
    found: ['error: does not get through to port 2379 of node2, node3', 'error: does not get through to port 2380 of node2'],
  },
  { name: 'a firewall', host: 'node4', state: { firewalls: ['ufw'] }, found: ['warning: runs a firewall (ufw)'] },
  { name: 'a clock left to itself', state: { clockSynchronized: false }, found: ['warning: does not synchronise its clock'] },
  { name: 'a clock nobody can tell about', state: { clockSynchronized: undefined }, found: [] },
  {
    name: 'updates on its own',
    state: { updaters: ['unattended-upgrades.service'] },
    found: ['warning: installs updates on its own (unattended-upgrades.service)'],
  },
];

describe('what a look at a host shows', () => {
  it.each(cases.map((c) => [c.name, c] as const))('%s', (_name, { host = 'node1', state, found }) => {
    const spec = sampleSpec();
    expect(stateFindings(spec, spec.host(host), { ...fit, ...state }).map((f) => `${f.severity}: ${f.what}`)).toEqual(found);
  });
});

describe('doors', () => {
  const spec = sampleSpec();
  const doors = (name: string): readonly string[] => doorsOf(spec, spec.host(name)).map(({ host, port }) => `${host}:${port}`);

  it('are those of control planes for a worker, and of all that keep the cluster together for a control plane', () => {
    expect(doors('node4')).toEqual(['node1:6443', 'node2:6443', 'node3:6443']);
    expect(doors('node1')).toEqual([
      ...['node2:2379', 'node2:2380', 'node2:10250', 'node3:2379', 'node3:2380', 'node3:10250'],
      ...['node4:10250', 'node5:10250'],
    ]);
  });

  it('are to be open in a firewall, with the port of the overlay', () => {
    expect(portsToOpen(spec, spec.host('node1'))).toBe('2379/tcp, 2380/tcp, 4789/udp, 6443/tcp, 10250/tcp');
    expect(portsToOpen(spec, spec.host('node4'))).toBe('4789/udp, 10250/tcp');
  });

  it('are not shut where somebody listens, nor where nobody does yet; a name needs an address', async () => {
    const listening = createServer();
    await once(listening.listen(0, '127.0.0.1'), 'listening');
    const { port } = listening.address() as AddressInfo;
    const doors = [`127.0.0.1/${port}`, '127.0.0.1/1'];
    const command = lookAtHost({ directories: [], addresses: [], names: ['localhost', '127.0.0.1', 'a..b'], certificates: [], doors });
    const stdout = await new Promise<string>((done) => execFile('sh', ['-c', command.real()], (_error, said) => done(said)));
    listening.close();
    expect(parseHostState(stdout)).toMatchObject({ shut: [], nameless: ['a..b'] });
  });
});

describe('reading what a host said', () => {
  it('leaves out the routes of containers and the default route', () => {
    expect(fit.networks).toEqual([{ cidr: '10.0.0.0/24', isOwn: true, device: 'eth0' }]);
  });

  it('takes silence about the clock for not knowing', () => {
    expect(parseHostState('clock \n').clockSynchronized).toBeUndefined();
  });
});
