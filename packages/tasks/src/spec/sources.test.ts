import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleFacts, sampleInput, sampleProblems, sampleSpec } from './sample-spec.ts';

describe('mirrors', () => {
  it('stand for every upstream as soon as files_repo and registry_host are set', () => {
    const spec = sampleSpec({ files_repo: 'http://mirror.local:8080', registry_host: 'mirror.local:5000' });
    expect(spec.host('node1').files.runc.url).toBe(
      'http://mirror.local:8080/github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64',
    );
    expect(spec.images.etcd).toBe('mirror.local:5000/coreos/etcd:v3.6.14');
  });

  it('can be set for one file and one image', () => {
    const spec = sampleSpec({
      kubelet_download_url: 'https://x.example/kubelet',
      coredns_image_repo: 'r.example/dns',
      coredns_image_tag: 'v9',
    });
    expect(spec.host('node1').files.kubelet.url).toBe('https://x.example/kubelet');
    expect(spec.images.coredns).toBe('r.example/dns:v9');
  });

  it("let the inventory's checksum win over the catalog's", () => {
    const sum = 'ab'.repeat(32);
    const spec = sampleSpec({ runc_checksums: { amd64: { '1.4.3': `sha256:${sum}` } } });
    expect(spec.host('node1').files.runc.sha256).toBe(sum);
    expect(spec.host('node1').files.kubelet.sha256).not.toBe(sum);
  });

  it('say which checksum variable is missing a version', () => {
    expect(sampleProblems({ containerd_version: '2.9.9' })).toEqual([
      'containerd_archive_checksums knows no checksum of containerd 2.9.9 for amd64',
    ]);
  });

  it('choose checksums by architecture', () => {
    const spec = sampleSpec({}, { node5: { facts: { ...sampleFacts, arch: 'arm64' } } });
    expect(spec.host('node5').files.runc.url).toContain('runc.arm64');
    expect(spec.host('node5').files.runc.sha256).not.toBe(spec.host('node4').files.runc.sha256);
  });
});

describe('versions', () => {
  it('bring the set of the older minor', () => {
    const spec = sampleSpec({ kube_version: 'v1.35.4' });
    expect(spec.kube.version).toBe('1.35.4');
    expect([spec.versions.coredns, spec.versions.pause, spec.versions.crictl]).toEqual(['1.12.4', '3.10.1', '1.35.0']);
  });

  it('are refused outside the catalog', () => {
    expect(sampleProblems({ kube_version: '1.30.2' })).toEqual([
      'kube_version 1.30.2 is not supported: kmagic installs 1.36 and 1.35; the nearest is 1.35.8',
    ]);
  });

  it.each([
    [
      { etcd_version: '3.5.21' },
      'etcd_version 3.5.21 is not supported with Kubernetes 1.36.4: kmagic configures etcd 3.6 and later; the nearest is 3.6.14',
    ],
    [
      { containerd_version: '1.7.28' },
      'containerd_version 1.7.28 is not supported with Kubernetes 1.36.4: kmagic configures containerd 2.0 and later; the nearest is 2.2.7',
    ],
    [
      { calico_version: '3.26.4', kube_version: '1.35.8' },
      'calico_version 3.26.4 is not supported with Kubernetes 1.35.8: kmagic configures calico 3.27 and later; the nearest is 3.31.7',
    ],
  ])('of what stands beside it must not be too old: %o', (variables, problem) => {
    expect(sampleProblems(variables)).toEqual([problem]);
  });

  it('of a network that is not installed may be of any age', () => {
    expect(sampleProblems({ calico_version: '3.26.4', kube_network_plugin: 'cni' })).toEqual([]);
  });

  it('without a checksum get the nearest that has one', () => {
    const hints = examineSpec(sampleInput({ containerd_version: '2.3.9' })).problems.map(({ hint }) => hint);
    expect(hints).toEqual([
      'choose 2.3.4 or another version of the catalog, or set containerd_archive_checksums: {amd64: {"2.3.9": "sha256:..."}}',
    ]);
  });

  it('must be quoted, since YAML would cut them', () => {
    expect(sampleProblems({ kube_version: 1.36 })[0]).toBe('kube_version must be a version in quotes, such as "1.36.4"');
  });
});
