import { defineRole, lines, script, sh, type Command } from '@kmagic/core';
import { leftover } from '../../kinds/leftover/leftover.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { madeBy } from './made-by.ts';
import { dataPaths, installedPaths, parents, type MadePath } from './made-paths.ts';
import { emptyOnes, pathsLeft, removeEmptyOnes, removePaths } from './remove-paths.ts';

/** Files, users and settings kmagic created go; what it found on the host and changed stays. */
export const resetFiles = defineRole<ClusterSpec, HostVars>({
  name: 'reset-files',
  about: "Remove the cluster's data, programs, configuration and users, and in the end what kmagic noted of the host.",
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const data = dataPaths(spec, self);
    const installed = installedPaths(spec, self);
    const all = Object.values(madeBy);
    task(
      'Remove the data of etcd, kubelet and containerd',
      leftover({ name: 'data', since: all, look: pathsLeft(data) }, { remove: removePaths(data) }),
    );
    task(
      'Remove programs and configuration',
      leftover(
        { name: 'programs', since: [], look: pathsLeft(installed) },
        { remove: lines([removePaths(installed), sh`systemctl daemon-reload 2>/dev/null || :`]) },
      ),
    );
    const elsewhere = listFiles([...data, ...installed]);
    task(
      'Remove the other files kmagic created',
      leftover(
        { name: 'files', since: [], look: lines([elsewhere, sh`if [ -r "$ledger" ]; then`, emptyOnes(parents), script('fi')]) },
        { remove: lines([removeListed(elsewhere), removeEmptyOnes(parents), sh`systemctl daemon-reload 2>/dev/null || :`]) },
      ),
    );
    const { sysctlFile } = self.preinstall;
    task(
      'Remove kernel settings from the file they are kept in',
      leftover(
        {
          name: 'sysctl',
          since: [`sysctl:path:${sysctlFile}`],
          look: sh`[ ! -f ${sysctlFile} ] || ! grep -q '^# BEGIN kmagic$' ${sysctlFile} || echo ${`kmagic's lines in ${sysctlFile}`}`,
        },
        {
          remove: sh`sed -i --follow-symlinks '/^# BEGIN kmagic$/,/^# END kmagic$/d' ${sysctlFile}
if [ ! -s ${sysctlFile} ] && [ ! -L ${sysctlFile} ]; then rm -f ${sysctlFile}; fi`,
        },
      ),
    );
    task('Remove users and groups', leftover({ name: 'accounts', since: [], look: accounts }, { remove: removeAccounts }));
    task(
      'Forget the host',
      leftover(
        { name: 'ledger', since: [], look: sh`for p in ${own}; do [ ! -e "$p" ] || echo "$p"; done` },
        { remove: sh`rm -rf -- ${own}` },
      ),
    );
  },
});

const own = ['/var/cache/kmagic', '/var/lib/kmagic'];

/** Files kmagic created and directories it created that are empty, from the ledger, outside what other tasks remove whole. */
function listFiles(handled: readonly MadePath[]): Command {
  const isHandled = handled.map(({ path }) => sh`${path}/*`.shown).join('|');
  return lines([
    script(`created_keys | grep -v -e ^sysctl: -e ^mount: | sed -n 's/^[A-Za-z-]*:path://p' | sort -ru | while IFS= read -r p; do`),
    script(`case "$p/" in ${isHandled}) continue ;; esac`),
    script(`if [ -d "$p" ] && [ ! -L "$p" ]; then [ -n "$(ls -A "$p")" ] || mountpoint -q "$p" || echo "$p"
elif [ -e "$p" ] || [ -L "$p" ]; then echo "$p"; fi
done`),
  ]);
}

/** Twice: a directory may be empty only then. */
function removeListed(list: Command): Command {
  const once = sh`{
${list}
} | while IFS= read -r p; do if [ -d "$p" ] && [ ! -L "$p" ]; then rmdir "$p"; else rm -f -- "$p"; fi; done`;
  return lines([once, once]);
}

const accounts = script(`for kind in user group; do
  database=passwd; [ $kind = user ] || database=group
  for name in $(created_keys | sed -n "s/^$kind:$kind://p"); do
    if getent $database "$name" >/dev/null; then echo "$kind $name"; fi
  done
done`);

const removeAccounts = script(`for name in $(created_keys | sed -n 's/^user:user://p'); do
  if getent passwd "$name" >/dev/null; then userdel "$name"; fi
done
for name in $(created_keys | sed -n 's/^group:group://p'); do
  if getent group "$name" >/dev/null; then groupdel "$name"; fi
done`);
