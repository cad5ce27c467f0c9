import { compile, lines, type HostView } from '@kmagic/core';
import { answer, localShell, runSteps, type LocalShell, type LocalShellOptions } from '@kmagic/core/testing';
import { describe, expect, it } from 'vitest';
import { leftover } from '../../kinds/leftover/leftover.ts';
import { reset } from '../../operations/reset.ts';
import { sampleFacts, sampleSpec } from '../../spec/sample-spec.ts';
import { formingFile, logDir, scriptDir } from '../etcd/etcd-paths.ts';
import { firewallLeft, removeFirewall } from './firewall.ts';
import { leftAsFound } from './left-as-found.ts';
import { etcdPlaces } from './made-by.ts';
import { dataPaths, installedPaths, type MadePath } from './made-paths.ts';
import { emptyOnes, pathsLeft, removeEmptyOnes, removePaths } from './remove-paths.ts';

const reroot = ['/var/lib/kmagic', '/var/cache/kmagic', '/etc/', '/opt/', '/root/'];

async function onHost(arrange: string, test: (shell: LocalShell) => Promise<void>, options: LocalShellOptions = {}): Promise<void> {
  const shell = await localShell({ reroot, ...options });
  try {
    expect(await shell.script(`set -e\nmkdir -p /var/lib/kmagic\n${arrange}`)).toMatchObject({ code: 0 });
    await test(shell);
  } finally {
    await shell.close();
  }
}

const ledgerLine = (origin: string, key: string): string => `printf '%s\\tfingerprint\\t%s\\n' ${origin} ${key} >> /var/lib/kmagic/applied`;

/** What a leftover finds before, and again after it was removed. */
async function comeAndGo(resource: ReturnType<typeof leftover>, shell: LocalShell): Promise<readonly (readonly string[])[]> {
  const { kind } = leftover;
  const subject = resource.subject as Parameters<typeof kind.probe>[0];
  const want = resource.want as Parameters<typeof kind.diff>[0];
  const seen = await answer(kind.probe(subject), shell);
  await runSteps(kind.steps({ subject, want, seen, late: {}, changes: kind.diff(want, seen) }), shell);
  return [seen.things, (await answer(kind.probe(subject), shell)).things];
}

describe('paths kmagic made', () => {
  const paths: readonly MadePath[] = [
    { path: '/etc/kubernetes', where: 'created', key: 'directory:path:/etc/kubernetes' },
    { path: '/etc/kubernetes/ssl', where: 'created', key: 'directory:path:/etc/kubernetes' },
    { path: '/etc/containerd', where: 'created', key: 'directory:path:/etc/containerd' },
    { path: '/opt/data', where: 'made', key: 'service:service:etcd.service' },
    { path: '/opt/other', where: 'made', key: 'service:service:other.service' },
  ];
  const resource = leftover({ name: 'test', since: [], look: pathsLeft(paths) }, { remove: removePaths(paths) });

  it('go with all in them where kmagic created them; links are emptied and stay', () =>
    onHost(
      `mkdir -p /etc/kubernetes/ssl /etc/containerd /opt/volume/member /opt/volume/lost+found /opt/other
ln -s volume /opt/data; touch /etc/kubernetes/ssl/ca.crt /etc/containerd/theirs
${ledgerLine('created', 'directory:path:/etc/kubernetes')}
${ledgerLine('changed', 'directory:path:/etc/containerd')}
${ledgerLine('changed', 'service:service:etcd.service')}`,
      async (shell) => {
        expect(await comeAndGo(resource, shell)).toEqual([['/etc/kubernetes', 'what is in /opt/data'], []]);
        const left = await shell.script('cd /etc/..; find etc opt | sort');
        expect(left.stdout.trim().split('\n')).toEqual([
          'etc',
          'etc/containerd',
          'etc/containerd/theirs',
          'opt',
          'opt/data',
          'opt/other',
          'opt/volume',
          'opt/volume/lost+found',
        ]);
        expect((await shell.script('cat "$ROOT/handed"')).stdout).toBe('root:root /opt/data/\n');
      },
      { programs: { chown: 'echo "$@" >> "$ROOT/handed"' } },
    ));

  it('go as parents only where nothing is in them', () =>
    onHost('mkdir -p /opt/cni/theirs /opt/containerd/bin /opt/containerd/lib', async (shell) => {
      const parents = ['/opt/cni', '/opt/containerd/bin', '/opt/containerd/lib', '/opt/containerd'];
      const empty = leftover({ name: 'parents', since: [], look: emptyOnes(parents) }, { remove: removeEmptyOnes(parents) });
      expect(await comeAndGo(empty, shell)).toEqual([['empty directory /opt/containerd/bin', 'empty directory /opt/containerd/lib'], []]);
      expect((await shell.script('ls /opt/')).stdout).toBe('cni\n');
    }));

  it('are where the etcd role puts them', () => {
    const spec = sampleSpec();
    expect(etcdPlaces(spec)).toMatchObject({ scriptDir: scriptDir(spec), logDir });
    expect(etcdPlaces(spec).runtime).toContain(formingFile);
  });

  it('are where containerd is configured', () => {
    const spec = sampleSpec({ containerd_cfg_dir: '/srv/engine/containerd' });
    const configured = installedPaths(spec, spec.host('node1')).filter(({ path }) => /^\/(etc|srv)\/.*containerd/.test(path));
    expect(configured).toEqual([
      { path: '/srv/engine/containerd', where: 'created', key: 'directory:path:/srv/engine/containerd' },
      { path: '/srv/engine/containerd/cri-base.json', where: 'made', key: 'command:command:containerd base specification' },
    ]);
  });

  it('are not those other things share', () => {
    const spec = sampleSpec({ etcd_data_dir: '/var/lib' });
    expect(() => dataPaths(spec, spec.host('node1'))).toThrow('/var/lib is not emptied');
    const sharing = sampleSpec({ kube_script_dir: '/usr/local/bin' });
    expect(installedPaths(sharing, sharing.host('node1')).map((m) => m.path)).not.toContain('/usr/local/bin');
  });
});

describe('packet filter rules', () => {
  const saved = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [7:7]
:DOCKER - [0:0]
:KUBE-FIREWALL - [0:0]
:cali-FORWARD - [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
-A FORWARD -m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD
-A FORWARD -m comment --comment "cali:S93hcgKJrXEqnTfs" -m mark --mark 0x10000/0x10000 -j ACCEPT
-A FORWARD -j DOCKER
-A OUTPUT -j KUBE-FIREWALL
-A KUBE-FIREWALL -d 127.0.0.0/8 -j DROP
-A cali-FORWARD -j MARK --set-xmark 0x0/0xe0000
COMMIT`;
  const programs = {
    'iptables-nft-save': `[ -e "$ROOT/restored" ] || cat "$ROOT/saved"`,
    'iptables-nft-restore': `echo "$*" > "$ROOT/how"; cat > "$ROOT/new"; mv "$ROOT/new" "$ROOT/restored"`,
    'ip6tables-nft-save': ':',
    'ip6tables-nft-restore': 'cat > /dev/null',
    'iptables-legacy-save': ':',
    'iptables-legacy-restore': 'cat > /dev/null',
    'ip6tables-legacy-save': ':',
    'ip6tables-legacy-restore': 'cat > /dev/null',
    nft: `case "$1" in
list) if [ -e "$ROOT/kube-proxy" ]; then echo 'table ip kube-proxy'; fi; echo 'table inet theirs' ;;
delete) rm "$ROOT/$4" ;;
esac`,
    ipset: `case "$1" in list) cat "$ROOT/sets" ;; destroy) sed -i "/^$2\\$/d" "$ROOT/sets" ;; esac`,
  };

  it('of the cluster go, by name; everybody else’s stay', () =>
    onHost(
      `cd "$ROOT"; touch kube-proxy; printf 'theirs\\ncali40masq\\n' > sets; cat > saved <<'END'\n${saved}\nEND`,
      async (shell) => {
        const resource = leftover({ name: 'filter', since: [], look: firewallLeft }, { remove: removeFirewall });
        expect(await comeAndGo(resource, shell)).toEqual([
          ['nft table ip kube-proxy', 'chains and rules of iptables-nft', 'set cali40masq'],
          [],
        ]);
        const taken = (await shell.script('cd "$ROOT"; cat how restored sets')).stdout;
        expect(taken).toBe(`--noflush -w 10
*filter
:KUBE-FIREWALL - [0:0]
:cali-FORWARD - [0:0]
-D FORWARD -m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD
-D FORWARD -m comment --comment "cali:S93hcgKJrXEqnTfs" -m mark --mark 0x10000/0x10000 -j ACCEPT
-D OUTPUT -j KUBE-FIREWALL
-X KUBE-FIREWALL
-X cali-FORWARD
COMMIT
theirs
`);
      },
      { programs },
    ));
});

describe('reset', () => {
  const spec = sampleSpec();
  const views = spec.hosts.map((h): HostView => ({ name: h.name, groups: h.groups, facts: sampleFacts, reachable: true }));
  const { nodes } = compile(reset, spec, views);

  it('finds nothing to do on a host kmagic never was on', () =>
    onHost('rmdir /var/lib/kmagic; mkdir -p /etc/kubernetes /etc/containerd /opt/cni/bin', async (shell) => {
      for (const node of nodes.filter((n) => n.host === 'node1')) {
        const seen = await answer(node.resource.kind.probe(node.resource.subject), shell);
        expect(node.resource.kind.diff(node.resource.want, seen), node.task).toEqual([]);
      }
    }));

  it('stops the kubelet first and containerd last, and forgets the host in the end', () => {
    const tasks = nodes.filter((n) => n.host === 'node4').map((n) => n.task);
    expect(tasks.slice(0, 4)).toEqual(['Stop the kubelet', 'Stop the pods', 'Stop etcd', 'Stop containerd']);
    expect(tasks.at(-1)).toBe('Forget the host');
  });

  it('reads as shell on every host', async () => {
    const shell = await localShell();
    for (const { resource, task } of nodes) {
      const { look } = resource.subject as Parameters<typeof leftover.kind.probe>[0];
      const { remove } = resource.want as Parameters<typeof leftover.kind.diff>[0];
      const out = await shell.script(`sh -n <<'KMAGIC_END'\n${lines([look, remove]).real()}\nKMAGIC_END`);
      expect(out, task).toMatchObject({ code: 0, stderr: '' });
    }
    await shell.close();
  });

  it('says what it leaves: what was there before kmagic changed it, and what others may use', () => {
    const entries = Object.entries({
      'packages:packages:curl': 'created',
      'command:command:hostname': 'changed',
      'directory:path:/etc/kubernetes': 'created',
      'file:path:/etc/kubernetes/kubelet.conf': 'changed',
      'file:path:/etc/crictl.yaml': 'changed',
      'user:user:etcd': 'changed',
      'service:service:kubelet.service': 'changed',
      'file:path:/etc/etcd.env': 'created',
    } as const);
    const ledger = new Map(entries.map(([key, origin]) => [key, { origin }]));
    expect(leftAsFound(spec, spec.host('node1'), ledger)).toEqual([
      'installed packages',
      'the name of the host',
      '/etc/crictl.yaml',
      'user etcd',
    ]);
  });
});
