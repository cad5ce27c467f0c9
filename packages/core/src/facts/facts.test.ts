import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localTransport } from '../transport/local/local-transport.ts';
import { fileFactStore } from './fact-store.ts';
import { gatherFacts } from './gather-facts.ts';
import { ansibleFacts } from './ansible-facts.ts';
import { parseFacts, type FactAnswers } from './parse-facts.ts';

const debian: FactAnswers = {
  osRelease: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  machineId: '0123456789abcdef0123456789abcdef\n',
  bootId: '6f1c2d3e-0000-4000-8000-000000000001\n',
  hostname: 'node1\n',
  kernel: '6.1.0-28-amd64\n',
  arch: 'x86_64\n',
  cpus: '2\n',
  memory: 'MemTotal:        4028260 kB\nMemFree:         1000 kB\n',
  cgroup: 'v2\n',
  addresses: [
    '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever',
    '2: eth0    inet 10.99.50.11/24 brd 10.99.50.255 scope global eth0\\       valid_lft forever',
    '2: eth0    inet 10.99.50.99/32 scope global secondary eth0\\       valid_lft forever',
    '3: eth1@if7    inet 192.168.7.2/24 scope global eth1\\       valid_lft forever',
    '5: vxlan.calico    inet 10.233.64.0/32 scope global vxlan.calico\\       valid_lft forever',
    '6: kube-ipvs0    inet 10.233.0.1/32 scope global kube-ipvs0\\       valid_lft forever',
    '7: nodelocaldns    inet 169.254.25.10/32 scope global nodelocaldns\\       valid_lft forever',
  ].join('\n'),
  route: '1.1.1.1 via 10.99.50.1 dev eth0 src 10.99.50.11 uid 0 \\    cache \n',
  fibTrie: '',
  routes: '',
  packageManager: 'apt\n',
  resolved: 'inactive\n',
  kernelFeatures: 'br_netfilter\noverlay\nvxlan\n',
};

describe('parseFacts', () => {
  it('reads a Debian host, leaving out what a cluster adds', () => {
    expect(parseFacts('n1', debian)).toEqual({
      hostname: 'node1',
      machineId: '0123456789abcdef0123456789abcdef',
      bootId: '6f1c2d3e-0000-4000-8000-000000000001',
      os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)', idLike: [] },
      kernel: '6.1.0-28-amd64',
      arch: 'amd64',
      cpus: 2,
      memoryMiB: 3933,
      cgroup: 'v2',
      defaultIpv4: { address: '10.99.50.11', interface: 'eth0' },
      addresses: ['10.99.50.11', '10.99.50.99', '192.168.7.2'],
      interfaces: { eth0: '10.99.50.11', eth1: '192.168.7.2' },
      packageManager: 'apt',
      systemdResolved: false,
      kernelFeatures: {
        br_netfilter: true,
        overlay: true,
        vxlan: true,
        ipip: false,
        dummy: false,
        ip_vs: false,
        nf_tables: false,
        wireguard: false,
        nf_conntrack: false,
        tun: false,
      },
    });
  });

  it('reads other distributions and processors', () => {
    const rocky =
      'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\nPRETTY_NAME="Rocky Linux 9.4 (\\"Blue Onyx\\")"\n';
    const facts = parseFacts('n1', {
      ...debian,
      osRelease: rocky,
      arch: 'aarch64\n',
      packageManager: 'dnf\n',
      resolved: 'active\n',
      cgroup: 'v1\n',
    });
    expect(facts.os).toEqual({
      id: 'rocky',
      versionId: '9.4',
      prettyName: 'Rocky Linux 9.4 ("Blue Onyx")',
      idLike: ['rhel', 'centos', 'fedora'],
    });
    expect(facts).toMatchObject({ arch: 'arm64', packageManager: 'dnf', systemdResolved: true, cgroup: 'v1' });
  });

  it('finds the addresses without an ip tool', () => {
    const fibTrie = [
      'Main:',
      '     +-- 127.0.0.0/31 1 0 0',
      '           |-- 127.0.0.1',
      '              /32 host LOCAL',
      '           |-- 10.99.50.0',
      '              /24 link UNICAST',
      '           |-- 10.99.50.11',
      '              /32 host LOCAL',
      '           |-- 192.168.7.2',
      '              /32 host LOCAL',
      'Local:',
      '           |-- 10.99.50.11',
      '              /32 host LOCAL',
    ].join('\n');
    const routes = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'eth0\t00000000\t0132630A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
      'eth1\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      'eth0\t0032630A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    ].join('\n');
    const facts = parseFacts('n1', { ...debian, addresses: '', route: '', fibTrie, routes });
    expect(facts.addresses).toEqual(['10.99.50.11', '192.168.7.2']);
    expect(facts.defaultIpv4).toEqual({ address: '10.99.50.11', interface: 'eth0' });
  });

  it('takes the only address where there is no default route, and none of several', () => {
    const one = '2: eth0    inet 10.99.50.11/24 brd 10.99.50.255 scope global eth0\\  valid_lft forever';
    expect(parseFacts('n1', { ...debian, addresses: one, route: '' }).defaultIpv4).toEqual({ address: '10.99.50.11', interface: 'eth0' });
    expect(parseFacts('n1', { ...debian, route: '' })).not.toHaveProperty('defaultIpv4');
  });

  it('refuses machines it does not know', () => {
    expect(() => parseFacts('n1', { ...debian, arch: 'riscv64\n' })).toThrow(
      'n1: its processor is riscv64; kmagic knows x86_64 and aarch64',
    );
    expect(() => parseFacts('n1', { ...debian, memory: '' })).toThrow('n1: its amount of memory cannot be read');
  });
});

describe('gatherFacts', () => {
  it.skipIf(process.platform !== 'linux')('asks this machine in one round trip', async () => {
    const transport = localTransport('here');
    const facts = await gatherFacts(transport, new AbortController().signal);
    expect(transport.stats.roundTrips).toBe(1);
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.memoryMiB).toBeGreaterThan(100);
    expect(facts.bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(facts.os.id).not.toBe('');
    expect(Object.keys(facts.kernelFeatures)).toHaveLength(10);
    await transport.close();
  });
});

describe('the file fact store', () => {
  let place = '';
  beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'kmagic-facts-'))));
  afterAll(() => rm(place, { recursive: true }));
  const facts = parseFacts('n1', debian);

  it('gives back what was saved last, and writes only what is new', async () => {
    const store = fileFactStore(join(place, 'deep', 'facts'));
    expect(await store.load('n1')).toBeUndefined();
    await store.save('n1', facts);
    expect(await store.load('n1')).toEqual(facts);
    const file = join(place, 'deep', 'facts', 'n1.json');
    const before = (await stat(file)).ino;
    await store.save('n1', facts);
    expect((await stat(file)).ino).toBe(before);
    await Promise.all(['a', 'b', 'c'].map((bootId) => store.save('n1', { ...facts, bootId })));
    expect(['a', 'b', 'c']).toContain((await store.load('n1'))?.bootId);
    expect(await readdir(join(place, 'deep', 'facts'))).toEqual(['n1.json']);
  });

  it('keeps strange host names inside its directory', async () => {
    const store = fileFactStore(place);
    await store.save('../../etc/n1', facts);
    await store.save('..', facts);
    expect((await readdir(place)).filter((name) => name.endsWith('.json')).sort()).toEqual(['%2E.%2F..%2Fetc%2Fn1.json', '%2E..json']);
  });

  it('has nothing where a file is broken or of another version', async () => {
    const store = fileFactStore(place);
    await writeFile(join(place, 'half.json'), '{"version":1,"fac');
    await writeFile(join(place, 'new.json'), JSON.stringify({ version: 2, facts }));
    expect(await store.load('half')).toBeUndefined();
    expect(await store.load('new')).toBeUndefined();
  });
});

describe('ansibleFacts', () => {
  const facts = ansibleFacts(parseFacts('n1', debian));

  it.each<readonly [string, unknown]>([
    ['ansible_default_ipv4', { address: '10.99.50.11', interface: 'eth0', type: 'ether' }],
    ['ansible_eth1', { device: 'eth1', active: true, ipv4: { address: '192.168.7.2' } }],
    ['ansible_distribution', 'Debian'],
    ['ansible_distribution_release', 'bookworm'],
    ['ansible_distribution_major_version', '12'],
    ['ansible_os_family', 'Debian'],
    ['ansible_architecture', 'x86_64'],
    ['ansible_processor_vcpus', 2],
    ['ansible_all_ipv4_addresses', ['10.99.50.11', '10.99.50.99', '192.168.7.2']],
  ])('gives %s as Ansible does, with the prefix and without', (name, value) => {
    expect(facts[name]).toEqual(value);
    expect(facts['ansible_facts']).toMatchObject({ [name]: value, [name.replace('ansible_', '')]: value });
  });
});
