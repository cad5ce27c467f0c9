import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { lines, sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { attributeChanges, inTheWay, plainPath, setAttributes, type Attributes } from '../path/attributes.ts';
import { parsePathStates, stampVerified, verifiedPaths, type PathState } from '../path/path-state.ts';
import { bareHash, fetchVerified, type Source } from './fetch.ts';

export interface DownloadSubject {
  readonly path: string;
}

export type DownloadWant = Source & Attributes;

/** A file from the network that is verified before it is in place; its directory must exist. */
export const download = defineKind<DownloadSubject, DownloadWant, PathState>({
  name: 'download',
  standsAlone: 'long',
  owns: ({ path }) => `path:${plainPath(path)}`,
  ...batched<DownloadSubject, PathState>({
    key: ({ path }) => `download:${path}`,
    command: (subjects) => verifiedPaths(subjects.map((s) => s.path)),
    parse: (out, subjects) =>
      parsePathStates(
        out,
        subjects.map((s) => s.path),
      ),
  }),
  diff(want, seen) {
    const after = `sha256 ${bareHash(want).slice(0, 12)} from ${want.urls[0] ?? 'nowhere'}`;
    if (!seen.exists) return [{ what: `download ${seen.path}`, action: 'create', after }];
    if (seen.type !== 'file') return [{ what: `download ${seen.path}`, action: 'update', before: `a ${seen.type}`, after }];
    const changes: Change[] = [];
    if (!isRight(want, seen)) {
      changes.push({ what: `download ${seen.path}`, action: 'update', before: `sha256 ${seen.sha256?.slice(0, 12) ?? 'unknown'}`, after });
    }
    return [...changes, ...attributeChanges(want, seen)];
  },
  steps({ subject: { path }, want, seen }): readonly Step[] {
    if (seen.exists && seen.type !== 'file' && seen.type !== 'link') return [{ do: 'run', command: inTheWay(seen, 'a file') }];
    if (isRight(want, seen)) return [{ do: 'run', command: setAttributes(path, want) }];
    const part = `${path}.part`;
    // Data before name: after a power cut a stamp must not vouch for a file that lost its blocks.
    const install = sh`sync -- ${part}
mv -fT -- ${part} ${path}`;
    const command = lines([fetchVerified(want, part), setAttributes(part, want), install, stampVerified(path, bareHash(want))]);
    return [{ do: 'run', command, timeoutMs: 1_800_000 }];
  },
});

function isRight(want: DownloadWant, seen: PathState): boolean {
  return seen.exists && seen.type === 'file' && seen.sha256 === bareHash(want);
}
