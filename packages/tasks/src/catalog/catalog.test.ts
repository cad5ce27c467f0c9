import { describe, expect, it } from 'vitest';
import { checksumMaps, checksumOf, type ChecksumsByArch } from './checksums.ts';
import { files } from './sources.ts';
import { defaultKubeVersion, minorOf, supportedMinors, versionSetFor } from './versions.ts';

describe('the catalog', () => {
  it.each(['amd64', 'arm64'])('knows a checksum of every file of every supported set on %s', (arch) => {
    for (const kube of [defaultKubeVersion, '1.35.4']) {
      const versions = { kube, ...versionSetFor(kube)! };
      for (const [name, file] of Object.entries(files)) {
        const sum = checksumOf({ map: file.checksums, arch, version: versions[file.version] });
        expect(sum, `${name} ${versions[file.version]}`).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });

  it('holds nothing but SHA-256 sums, and no sum for two programs', () => {
    const sumsOf = (map: ChecksumsByArch) => Object.values(map).flatMap((versions) => Object.values(versions));
    for (const sum of Object.values(checksumMaps).flatMap(sumsOf)) expect(sum).toMatch(/^sha256:[0-9a-f]{64}$/);
    // Patch releases of calico share their definitions.
    const programs = Object.values(checksumMaps).filter((map) => map !== checksumMaps.calico_crds_checksums);
    const sums = programs.flatMap(sumsOf);
    expect(new Set(sums).size).toBe(sums.length);
  });

  it('has a set for every minor it offers and for no other', () => {
    expect(supportedMinors).toEqual(['1.36', '1.35']);
    expect(supportedMinors).toContain(minorOf(defaultKubeVersion));
    expect(versionSetFor('1.37.0')).toBeUndefined();
  });

  it("prefers the inventory's checksum, with or without its prefix", () => {
    const overrides = { runc_checksums: { amd64: { '1.4.3': 'AB'.repeat(32) } } };
    expect(checksumOf({ map: 'runc_checksums', arch: 'amd64', version: '1.4.3' }, overrides)).toBe('ab'.repeat(32));
    expect(checksumOf({ map: 'runc_checksums', arch: 'arm64', version: '1.4.3' }, overrides)).not.toBe('ab'.repeat(32));
  });
});
