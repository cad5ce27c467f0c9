import { run } from '../run-command.ts';

/** Packs `names` of `dir` into a .tar.gz that is the same byte for byte whenever its files are the same. */
export async function packTarball(dir: string, names: readonly string[], tarball: string): Promise<void> {
  const quoted = [dir, tarball].map((path) => `'${path.replaceAll("'", `'\\''`)}'`);
  const same = '--sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner';
  await run(['bash', '-o', 'pipefail', '-c', `tar -C ${quoted[0]} ${same} -c "$@" | gzip -n -1 > ${quoted[1]}`, 'pack', ...names]);
}
