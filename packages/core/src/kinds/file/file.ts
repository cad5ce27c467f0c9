import { contentHash } from '../../resource/fingerprint.ts';
import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { Secret } from '../../secret/secret.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { attributeChanges, inTheWay, plainPath, setAttributes, type Attributes } from '../path/attributes.ts';
import { hashedPaths, parsePathStates, type PathState, type PresentPath } from '../path/path-state.ts';

export interface FileSubject {
  readonly path: string;
  /** True: the content on the host is never read back, nor shown. */
  readonly secret?: boolean;
  /** What restarts by itself when the content changes (a static pod's manifest): shown as the impact. */
  readonly restarts?: string;
}

export interface FileWant extends Attributes {
  readonly content: string | Secret;
}

/** A file's text as far as it may be shown; `undefined` where it is missing, too long or a secret. */
type FileText = { readonly text: string | undefined };

const shownBytes = 256 * 1024;

/** A regular file with this content, mode and owner; its directory must exist. */
export const file = defineKind<FileSubject, FileWant, PathState>({
  name: 'file',
  standsAlone: 'brief',
  owns: ({ path }) => `path:${plainPath(path)}`,
  ...batched<FileSubject, PathState>({
    key: ({ path }) => `file:${path}`,
    reads: [{ source: hashedPaths, things: ({ path }) => [path] }],
    parse: (out, subjects) =>
      parsePathStates(
        out,
        subjects.map((s) => s.path),
      ),
  }),
  detail: {
    probe: ({ path, secret }) => ({
      key: `file-text:${path}`,
      // The letter after the text keeps the newlines at its end from being cut off.
      ask: secret ? sh`:` : sh`if [ -f ${path} ] && [ "$(stat -L -c %s -- ${path})" -le ${shownBytes} ]; then cat -- ${path}; echo x; fi`,
      parse: ({ stdout }): FileText => ({ text: stdout.includes('x') ? stdout.slice(0, stdout.lastIndexOf('x')) : undefined }),
    }),
    changes: (want, seen, closer) => fileChanges(want, seen, closer as FileText),
  },
  diff: (want, seen) => fileChanges(want, seen),
  steps: ({ subject, want, seen }) => fileSteps(subject.path, want, seen),
  impact: ({ subject: { restarts }, seen, changes }) => {
    if (restarts === undefined || !seen.exists) return [];
    // No changes yet: what it is to hold is not known before the run, and may be anything.
    if (changes.length === 0) return [{ what: `may restart ${restarts}`, disrupts: true }];
    return changes.some((c) => contentOf(seen.path, c)) ? [{ what: `restarts ${restarts}`, disrupts: true }] : [];
  },
});

/** How a file differs from the want; with its text at hand, before and after are whole texts. */
export function fileChanges(want: FileWant, seen: PathState, closer?: FileText): readonly Change[] {
  const secret = want.content instanceof Secret;
  const text = typeof want.content === 'string' ? want.content : undefined;
  if (!seen.exists) {
    const after = closer && text !== undefined ? { after: text } : {};
    return [{ what: `${secret ? 'secret file' : 'file'} ${seen.path}`, action: 'create', ...after }];
  }
  if (seen.type !== 'file') {
    const what = { directory: 'directory', link: 'link', other: 'special file' }[seen.type];
    return [{ what: `${what} ${seen.path}, replaced by a file`, action: 'update' }];
  }
  const changes: Change[] = [];
  const hash = contentHash(want.content);
  if (seen.sha256 !== hash) {
    const what = secret ? `secret content of ${seen.path}` : `content of ${seen.path}`;
    if (text === undefined) changes.push({ what, action: 'update' });
    else if (closer?.text !== undefined) changes.push({ what, action: 'update', before: closer.text, after: text });
    else changes.push({ what, action: 'update', before: sum(seen.sha256, seen.size), after: sum(hash, Buffer.byteLength(text)) });
  }
  return [...changes, ...attributeChanges(want, seen)];
}

/** Makes the file so: rewritten only where its content differs. */
export function fileSteps(path: string, want: FileWant, seen: PathState): readonly Step[] {
  if (seen.exists && seen.type !== 'file' && seen.type !== 'link') return [{ do: 'run', command: inTheWay(seen, 'a file') }];
  if (needsContent(want, seen)) {
    const { content, mode, owner, group } = want;
    return [{ do: 'write', path, content, mode, owner, group }];
  }
  return [{ do: 'run', command: setAttributes(path, want) }];
}

function needsContent(want: FileWant, seen: PathState): boolean {
  return !seen.exists || seen.type !== 'file' || seen.sha256 !== contentHash(want.content);
}

function contentOf(path: string, change: Change): boolean {
  return change.what.endsWith(`content of ${path}`) || change.what.endsWith('replaced by a file');
}

function sum(sha256: PresentPath['sha256'], bytes: number): string {
  return `sha256 ${sha256?.slice(0, 12) ?? 'unknown'}, ${bytes} bytes`;
}
