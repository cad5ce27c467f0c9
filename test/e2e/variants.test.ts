import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown, labUp, type Lab } from '../lab/lab.ts';
import { versions } from '../lab/versions.ts';
import { onHost } from './on-host.ts';
import { exits, succeeds } from './run-kmagic.ts';
import { expectNoTraces, tracesOf } from './traces.ts';
import { webProxy } from './web-proxy.ts';

const name = 'variants';
const topology = fileURLToPath(new URL('../lab/topologies/pair.yaml', import.meta.url));
const canHaveLab = process.getuid?.() === 0 || process.env['KMAGIC_REQUIRE_LAB'] === '1';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const hosts = ['node1', 'node2'] as const;
let lab: Lab;
let inventory: string;

const on = (host: string, command: string): Promise<string> => onHost(lab, host, command);

/** Waits for a rule: kube-proxy runs before it has its first ones in place, and tells nobody when it has. */
const has = (rules: string, rule: string): string => `for i in $(seq 30); do ${rules} | grep -q ${rule} && exit; sleep 1; done; exit 1`;

const kubectl = (args: string): Promise<string> => on('node1', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`);
const variables = (given: Readonly<Record<string, unknown>>): readonly string[] => ['-e', JSON.stringify(given)];

/** Applies, and once more, which finds nothing to do. */
async function converges(given: Readonly<Record<string, unknown>>): Promise<void> {
  const apply = ['apply', '--yes', inventory, ...variables(given)];
  await succeeds(apply);
  const again = await succeeds(apply);
  expect(again.stdout).toMatch(/Plan: 0 to change, \d+ unchanged\./);
}

/** How a Secret stands in etcd, as far as it can be read. */
async function stored(secret: string): Promise<string> {
  return on('node1', `etcdctl.sh get /registry/secrets/default/${secret} --print-value-only | tr -cd '[:print:]' | cut -c 1-200`);
}

beforeAll(async () => {
  if (!canHaveLab) return;
  await labDown({ name });
  lab = await labUp({ name, topology, say });
  inventory = join(lab.inventoryDir, 'inventory.yaml');
});

afterAll(async () => {
  if (canHaveLab) await labDown({ name });
});

describe.skipIf(!canHaveLab)('the other ways to run a cluster', () => {
  const before = new Map<string, readonly string[]>();

  it('what the kernel cannot do is refused by check, with the hosts and the way out', async () => {
    const wishes = [
      { module: 'ip_vs', given: { kube_proxy_mode: 'ipvs' }, says: 'ipvs needs the kernel module ip_vs, which is missing (node1, node2)' },
      {
        module: 'ipip',
        given: { calico_ipip_mode: 'Always', calico_vxlan_mode: 'Never', calico_network_backend: 'bird' },
        says: 'IPIP needs the kernel module ipip, which is missing (node1, node2)',
      },
      {
        module: 'dummy',
        given: { enable_nodelocaldns: true },
        says: 'the node-local cache needs dummy network devices, which the kernel lacks (node1, node2)',
      },
    ];
    const lacking = await on(
      'node1',
      `for m in ip_vs ipip dummy; do zcat /proc/config.gz 2>/dev/null | grep -qiE "CONFIG_(NET_)?$m=y" || modprobe -nq $m || echo $m; done`,
    );
    for (const { given, says } of wishes.filter(({ module }) => lacking.split('\n').includes(module))) {
      const { stdout, stderr } = await exits(11, ['check', inventory, ...variables(given)]);
      expect(stdout + stderr).toContain(says);
    }
  });

  it('etcd under systemd, iptables, the node-local DNS cache, no anonymous access and Secrets encrypted with a key of their own', async () => {
    for (const host of hosts) {
      // What packages bring stays after a reset; a kernel without dummy devices is said to have them, as the cache of the lab takes a bridge.
      await on(
        host,
        `apt-get install -y -q isal socat >/dev/null 2>&1; dir=/lib/modules/$(uname -r); mkdir -p $dir; echo kernel/drivers/net/dummy.ko >> $dir/modules.builtin`,
      );
      before.set(host, await tracesOf(lab, host));
    }
    await converges({ ...variants, kube_encrypt_secret_data: true });
    expect(await on('node1', 'systemctl is-active etcd; ctr -n etcd containers ls -q')).toBe('active');
    await on('node2', has('iptables-save', 'KUBE-SVC'));
    expect(await on('node2', 'nft list tables')).not.toContain('kube-proxy');
    const statusOf = (path: string): string => `curl -sk -o /dev/null -w '%{http_code} ' https://127.0.0.1:6443${path}`;
    expect(await on('node1', ['/readyz', '/livez', '/version'].map(statusOf).join('; '))).toBe('200 200 401');
  });

  it('pods ask the cache on their node, for names of the cluster', async () => {
    for (const dns of ['deployment/coredns', 'daemonset/nodelocaldns'])
      await kubectl(`-n kube-system rollout status ${dns} --timeout 120s`);
    await on('node1', `kubectl --kubeconfig /etc/kubernetes/admin.conf apply -f - <<'EOF'\n${asks}EOF`);
    await kubectl('wait --for condition=Ready pod/asks --timeout 120s');
    expect(await kubectl('exec asks -- cat /etc/resolv.conf')).toContain('nameserver 169.254.25.10');
    // A cache that was asked before CoreDNS answered keeps that failure for seconds.
    const connect = 'exec asks -- /agnhost connect kubernetes.default.svc.cluster.local:443 --timeout 5s';
    await on('node1', `for i in $(seq 15); do kubectl --kubeconfig /etc/kubernetes/admin.conf ${connect} && exit; sleep 2; done; exit 1`);
    const served = await on(
      'node2',
      `curl -s http://169.254.25.10:9253/metrics | grep -E '^coredns_dns_requests_total.*zone="cluster.local."' | head -n 1`,
    );
    expect(served).toMatch(/ [1-9]\d*$/);
  });

  it('a Secret is encrypted in etcd; turned off, new ones are plain and old ones are read', async () => {
    await kubectl('create secret generic first --from-literal word=encrypted');
    expect(await stored('first')).toContain('k8s:enc:secretbox:v1:key:');
    expect(await stored('first')).not.toContain('encrypted');
    await converges(variants);
    await kubectl('create secret generic second --from-literal word=in-the-open');
    expect(await stored('second')).toContain('in-the-open');
    expect(await stored('first')).toContain('k8s:enc:');
    expect(await kubectl(`get secret first -o jsonpath='{.data.word}' | base64 -d`)).toBe('encrypted');
  });

  it('a member becomes a container, and a program again; certificates too near their end are issued anew', async () => {
    const member = 'systemctl is-active etcd; ctr -n etcd containers ls -q 2>/dev/null; ls /usr/local/bin/etcd-scripts';
    const soon = { kube_cert_validity_period: '9600h', certificates_renew_before_days: 380 };
    const old = await on('node1', 'md5sum /etc/kubernetes/ssl/apiserver.crt');
    await converges({ ...variants, ...soon, etcd_deployment_type: 'container' });
    expect(await on('node1', member)).toBe('active\netcd\netcd-container');
    expect(await on('node1', 'md5sum /etc/kubernetes/ssl/apiserver.crt')).not.toBe(old);
    expect(await on('node1', 'cmp /etc/kubernetes/admin.conf /root/.kube/config && KUBECONFIG= kubectl get nodes -o name')).toBe(
      'node/node1\nnode/node2',
    );
    await converges(variants);
    expect(await on('node1', member)).toBe('active');
    expect(await kubectl(`get secret first -o jsonpath='{.data.word}' | base64 -d`)).toBe('encrypted');
  });

  it('a reset leaves the hosts as they were', async () => {
    await succeeds(['reset', '--confirm', 'cluster.local', inventory, ...variables(variants)]);
    for (const host of hosts) {
      await expectNoTraces(lab, host, before.get(host)!);
    }
  });

  it('behind a web proxy, by a hardened sshd, with all that can stand elsewhere: what comes from outside comes through it, the cluster goes past any', async () => {
    for (const host of hosts) await on(host, hardened);
    // That of the hosts' own environment leads nowhere.
    for (const host of hosts) await on(host, `for p in http https; do echo $p''_proxy=http://127.0.0.1:9; done >> /etc/environment`);
    const proxy = await webProxy(lab.state.bridge);
    await converges({ ...elsewhere, http_proxy: proxy.url });
    proxy.close();
    const outside = ['/bin/linux/amd64/kubelet', '/v2/kube-apiserver/', '/v2/coreos/etcd/', '/crds.yaml'];
    expect(outside.filter((part) => !proxy.asked.some((url) => url.includes(part)))).toEqual([]);
    const kubectlThere = `${elsewhere.bin_dir}/kubectl --kubeconfig /etc/kubernetes/admin.conf`;
    expect(await on('node1', `${kubectlThere} wait --for condition=Ready node --all --timeout 60s`)).toContain('node2 condition met');
    await on('node2', has('nft list tables', 'kube-proxy'));
    const keyOf = (certificate: string): Promise<string> => on('node1', `openssl x509 -in ${certificate} -noout -text | grep Public-Key`);
    expect(await keyOf(`${elsewhere.kube_cert_dir}/apiserver.crt`)).toContain('(256 bit)');
    expect(await keyOf(`${elsewhere.etcd_config_dir}/ssl/member-node1.pem`)).toContain('(3072 bit)');
    expect(await on('node2', 'systemctl show -P Slice containerd.service kubelet.service')).toMatch(/^kube\.slice\s+kube\.slice$/);
  });

  it('check says which ports a firewall between hosts keeps shut', async () => {
    const check = ['check', inventory, ...variables(elsewhere)];
    expect((await succeeds(check)).stdout).toMatch(/0 errors, \d warnings?\./);
    await on('node1', 'iptables -I INPUT -p tcp --dport 7443 -j DROP');
    await on('node2', 'iptables -I INPUT -p tcp --dport 10250 -j REJECT --reject-with icmp-host-prohibited');
    const { stdout } = await exits(14, check);
    expect(stdout.match(/^error: .*/gm)).toEqual([
      'error: node1 does not get through to port 10250 of node2',
      'error: node2 does not get through to port 7443 of node1',
    ]);
  });
});

const variants = {
  etcd_deployment_type: 'host',
  kube_proxy_mode: 'iptables',
  enable_nodelocaldns: true,
  resolvconf_mode: 'host_resolvconf',
  kube_api_anonymous_auth: false,
};

const elsewhere = {
  bin_dir: '/opt/kube/bin',
  kube_cert_dir: '/opt/kube/certs',
  kube_manifest_dir: '/opt/kube/manifests',
  etcd_config_dir: '/etc/ssl/members',
  etcd_owner: 'members',
  containerd_cfg_dir: '/opt/containerd/etc',
  containerd_state_dir: '/run/containers-of-kube',
  kube_apiserver_port: 7443,
  certificates_key_size: 3072,
  kube_asymmetric_encryption_algorithm: 'ECDSA-P256',
  kube_reserved: true,
};

/** Of bastions and benchmarks of security; and a login shell that talks and gives files away to nobody. */
const hardened = `printf 'MaxSessions 3\nDisableForwarding yes\nBanner /etc/issue\n' > /etc/ssh/sshd_config.d/hardened.conf
systemctl reload ssh
printf 'echo welcome\numask 077\n' > /root/.bashrc`;

const asks = `apiVersion: v1
kind: Pod
metadata: { name: asks }
spec:
  nodeName: node2
  containers: [{ name: main, image: "registry.k8s.io/e2e-test-images/agnhost:${versions.agnhost}", command: [/agnhost, pause] }]
`;
