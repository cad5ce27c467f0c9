import { compile, type HostView } from '@kmagic/core';
import { describe, expect, it } from 'vitest';
import { apply } from '../../operations/apply.ts';
import { sampleFacts, sampleSpec } from '../../spec/sample-spec.ts';
import { containerdTexts, type ContainerdTexts } from './containerd-texts.ts';

function textsWith(all: Readonly<Record<string, unknown>> = {}): ContainerdTexts {
  const spec = sampleSpec(all);
  return containerdTexts(spec, spec.host('node4'));
}

/** Lines of one text that another has not. */
function linesBeyond(text: string, other: string): readonly string[] {
  const known = new Set(other.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
}

describe("containerd's configuration", () => {
  const sizes = { containerd_grpc_max_recv_message_size: 33554432, containerd_grpc_max_send_message_size: 8388608 };
  const addresses = { containerd_debug_address: '/run/containerd/debug.sock', containerd_metrics_address: '127.0.0.1:1338' };
  const all = { ...sizes, ...addresses, containerd_metrics_grpc_histogram: true };
  const before23 = { containerd_version: '2.2.7' };

  it('has servers as plugins since 2.3', () => {
    expect(textsWith({ ...all, containerd_cfg_dir: '/srv/engine/containerd' }).config).toMatchInlineSnapshot(`
      "version = 4
      root = '/var/lib/containerd'
      state = '/run/containerd'
      oom_score = 0

      [debug]
        level = 'info'

      [plugins]
        [plugins.'io.containerd.cri.v1.images']
          snapshotter = 'overlayfs'
          discard_unpacked_layers = true
          image_pull_progress_timeout = '5m'

          [plugins.'io.containerd.cri.v1.images'.pinned_images]
            sandbox = 'registry.k8s.io/pause:3.10.2'

          [plugins.'io.containerd.cri.v1.images'.registry]
            config_path = '/srv/engine/containerd/certs.d'

        [plugins.'io.containerd.cri.v1.runtime']
          enable_selinux = false
          max_container_log_line_size = 16384
          disable_apparmor = false
          restrict_oom_score_adj = false
          tolerate_missing_hugetlb_controller = true
          disable_hugetlb_controller = true
          enable_unprivileged_ports = false
          enable_unprivileged_icmp = false
          enable_cdi = false
          stats_collect_period = '10s'

          [plugins.'io.containerd.cri.v1.runtime'.containerd]
            default_runtime_name = 'runc'

            [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
              runtime_type = 'io.containerd.runc.v2'
              base_runtime_spec = '/srv/engine/containerd/cri-base.json'

              [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
                BinaryName = '/usr/local/bin/runc'
                SystemdCgroup = true

          [plugins.'io.containerd.cri.v1.runtime'.cni]
            bin_dirs = ['/opt/cni/bin']
            conf_dir = '/etc/cni/net.d'

        [plugins.'io.containerd.nri.v1.nri']
          disable = false

        [plugins.'io.containerd.server.v1.grpc']
          max_recv_message_size = 33554432
          max_send_message_size = 8388608

        [plugins.'io.containerd.server.v1.debug']
          address = '/run/containerd/debug.sock'

        [plugins.'io.containerd.server.v1.metrics']
          address = '127.0.0.1:1338'

        [plugins.'io.containerd.metrics.v1.grpc-prometheus']
          grpc_histogram = true
      "
    `);
  });

  it('has servers as tables of their own before 2.3', () => {
    const [head, plugins = ''] = textsWith({ ...all, ...before23 }).config.split('[plugins]');
    expect(head).toMatchInlineSnapshot(`
      "version = 3
      root = '/var/lib/containerd'
      state = '/run/containerd'
      oom_score = 0

      [debug]
        level = 'info'
        address = '/run/containerd/debug.sock'

      [grpc]
        max_recv_message_size = 33554432
        max_send_message_size = 8388608

      [metrics]
        address = '127.0.0.1:1338'
        grpc_histogram = true

      "
    `);
    const since23 = textsWith(all).config.split('[plugins]')[1] ?? '';
    expect(linesBeyond(plugins, since23)).toEqual([]);
    expect(linesBeyond(since23, plugins).join('\n')).toMatchInlineSnapshot(`
      "    stats_collect_period = '10s'
        [plugins.'io.containerd.server.v1.grpc']
          max_recv_message_size = 33554432
          max_send_message_size = 8388608
        [plugins.'io.containerd.server.v1.debug']
          address = '/run/containerd/debug.sock'
        [plugins.'io.containerd.server.v1.metrics']
          address = '127.0.0.1:1338'
        [plugins.'io.containerd.metrics.v1.grpc-prometheus']
          grpc_histogram = true"
    `);
  });

  it('has no debug service and no metrics without an address', () => {
    const none = { ...all, containerd_debug_address: '', containerd_metrics_address: '' };
    expect(linesBeyond(textsWith(all).config, textsWith(none).config).join('\n')).toMatchInlineSnapshot(`
      "  [plugins.'io.containerd.server.v1.debug']
          address = '/run/containerd/debug.sock'
        [plugins.'io.containerd.server.v1.metrics']
          address = '127.0.0.1:1338'
        [plugins.'io.containerd.metrics.v1.grpc-prometheus']
          grpc_histogram = true"
    `);
    expect(linesBeyond(textsWith({ ...all, ...before23 }).config, textsWith({ ...none, ...before23 }).config).join('\n'))
      .toMatchInlineSnapshot(`
        "  address = '/run/containerd/debug.sock'
        [metrics]
          address = '127.0.0.1:1338'
          grpc_histogram = true"
      `);
  });
});

describe('the directory of the configuration', () => {
  /** Everything that is asked and done about containerd and images on one host, task by task. */
  function tasksWith(variables: Readonly<Record<string, unknown>>): readonly string[] {
    const spec = sampleSpec({}, { node1: { variables } });
    const views = spec.hosts.map((h): HostView => ({ name: h.name, groups: h.groups, facts: sampleFacts, reachable: true }));
    const nodes = compile(apply, spec, views).nodes.filter(
      ({ host, role }) => host === 'node1' && /^(container-engine|download)$/.test(role),
    );
    return nodes.map(({ task, resource: { kind, subject, want, late } }) => {
      const steps = kind.name === 'image' ? kind.steps({ subject, want, late, seen: {}, changes: [] }) : [];
      return JSON.stringify([task, subject, want, steps]);
    });
  }

  it('is followed by all that names it, and told to containerd where it does not look by itself', () => {
    const elsewhere = tasksWith({ containerd_cfg_dir: '/srv/engine/containerd' });
    expect(elsewhere.filter((task) => task.includes('/etc/containerd'))).toEqual([]);
    const told = elsewhere.map((task) =>
      task.replace('/bin/containerd --config /srv/engine/containerd/config.toml\\n', '/bin/containerd\\n'),
    );
    expect(told.map((task) => task.replaceAll('/srv/engine/containerd', '/etc/containerd'))).toEqual(tasksWith({}));
  });
});
