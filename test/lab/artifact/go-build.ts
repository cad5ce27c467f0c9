import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentKey } from '../content-key.ts';
import { run } from '../run-command.ts';

/** One set of programs built from Go modules; every field is part of its content key. */
export interface GoBuild {
  readonly name: string;
  readonly version: string;
  /** Module path to version; the first is the one whose go.mod is consulted. */
  readonly modules: Readonly<Record<string, string>>;
  /** Program name to package path. */
  readonly programs: Readonly<Record<string, string>>;
  readonly linkFlags: readonly string[];
  readonly tags?: readonly string[];
  /** With C: linked into the program, which so runs whatever C library a host has. */
  readonly cgo?: true;
  /** The Go it is built with, where that of this machine is too new for it. */
  readonly toolchain?: string;
  /** `staging`: modules required at v0.0.0 come at this version. `own`: the module's own replace lines hold here too. */
  readonly replaces?: { readonly staging: string } | { readonly own: true };
  readonly pinned?: Readonly<Record<string, string>>;
}

/** The cache key of a build. */
export function goBuildKey(build: GoBuild): string {
  return contentKey(`${build.name}-${build.version}`, [1, build]);
}

/** Builds the programs into `dir`; needs `go` and the Go module proxy. */
export async function goBuild(build: GoBuild, dir: string): Promise<void> {
  const module = join(dir, '.module');
  const out = join(module, 'out');
  await mkdir(out, { recursive: true });
  await writeFile(join(module, 'go.mod'), await goMod(build));
  const packages = Object.values(build.programs);
  const linked = build.cgo ? ['-linkmode external', '-extldflags -static-pie'] : [];
  const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...linked, ...build.linkFlags].join(' ')];
  if (build.cgo) flags.push('-buildmode=pie');
  if (build.tags) flags.push('-tags', build.tags.join(','));
  // One call builds all programs: what they share is compiled once and both cores stay busy.
  await run(['nice', 'go', 'build', ...flags, '-o', `${out}/`, ...packages], {
    cwd: module,
    env: { CGO_ENABLED: build.cgo ? '1' : '0', GOFLAGS: '', GOWORK: 'off', ...(build.toolchain && { GOTOOLCHAIN: build.toolchain }) },
  });
  for (const [program, path] of Object.entries(build.programs)) {
    await rename(join(out, outputName(path)), join(dir, program));
  }
  await run(['rm', '-rf', module]);
}

/** The folder of a module's source in the module cache, downloaded if need be. */
export async function moduleSource(path: string, version: string): Promise<string> {
  const answer = await run(['go', 'mod', 'download', '-json', `${path}@${version}`], { cwd: '/', env: { GOFLAGS: '' } });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

async function goMod(build: GoBuild): Promise<string> {
  const [path, version] = Object.entries(build.modules)[0]!;
  const theirs = await readGoMod(join(await moduleSource(path, version), 'go.mod'));
  const replaced = new Map<string, string>();
  if (build.replaces && 'staging' in build.replaces) {
    for (const { Path, Version } of theirs.Require) {
      if (Version === 'v0.0.0') replaced.set(Path, `${Path} ${build.replaces.staging}`);
    }
  } else if (build.replaces) {
    for (const { Old, New } of theirs.Replace ?? []) {
      if (New.Version) replaced.set(Old.Path, `${New.Path} ${New.Version}`);
    }
  }
  for (const [old, pinned] of Object.entries(build.pinned ?? {})) replaced.set(old, `${old} ${pinned}`);
  return [
    `module kmagic-lab/${build.name}`,
    `go ${theirs.Go}`,
    ...Object.entries(build.modules).map(([p, v]) => `require ${p} ${v}`),
    ...[...replaced].map(([old, target]) => `replace ${old} => ${target}`),
    '',
  ].join('\n');
}

interface GoModJson {
  readonly Go: string;
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
  readonly Replace?: readonly {
    readonly Old: { readonly Path: string };
    readonly New: { readonly Path: string; readonly Version?: string };
  }[];
}

async function readGoMod(path: string): Promise<GoModJson> {
  return JSON.parse(await run(['go', 'mod', 'edit', '-json', path], { cwd: '/' })) as GoModJson;
}

// `go build` names a program after the last part of its package path, without a trailing /v3.
function outputName(packagePath: string): string {
  const parts = packagePath.split('/');
  const last = parts.at(-1)!;
  return /^v\d+$/.test(last) ? parts.at(-2)! : last;
}
