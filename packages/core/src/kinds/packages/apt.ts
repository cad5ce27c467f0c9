import { lines, script, sh, type Command } from '../../shell/command.ts';

/** Every update works in here, whoever asked for it, and so leaves its time behind. */
const lastUpdate = '/var/lib/apt/lists/partial';

/** Names of optional packages the host's repositories did not have. */
export const notOffered = '/var/lib/kmagic/packages-not-offered';

const options = '-y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold';

const prepare = script(`export DEBIAN_FRONTEND=noninteractive LC_ALL=C
exec </dev/null
# Without the option a mirror that cannot be reached is a mere warning.
update() { apt-get -o DPkg::Lock::Timeout=300 -o APT::Update::Error-Mode=any -qq update; }
recent() { [ -n "$(find ${lastUpdate} -maxdepth 0 -mmin -1440 2>/dev/null)" ]; }
# What an installation that was killed leaves keeps apt-get from doing anything.
if ls /var/lib/dpkg/updates 2>/dev/null | grep -q '^[0-9]'; then dpkg --force-confdef --force-confold --configure -a; fi`);

/**
 * Installs packages; the lists are updated when they are older than a day, do not know a name, or lead nowhere. An `optional` one
 * no list knows is noted in `notOffered`, and does not keep the others away.
 */
export function installByApt(names: readonly string[], optional: readonly string[]): Command {
  const extra = names.filter((name) => optional.includes(name));
  return lines([
    sh`${prepare}
# The cache of what is installed would be written, and be out of date with the very next package.
install() { apt-get ${script(options)} -o Dir::Cache::pkgcache= -qq install --no-install-recommends -- "$@"; }
set -- ${names}
updated=
if ! recent; then
  if update; then updated=yes; else echo 'apt-get update failed; trying with the lists there are' >&2; fi
fi
if install "$@"; then exit 0; fi
if [ -z "$updated" ]; then
  echo 'installing again after an update of the package lists' >&2
  update
  if install "$@"; then exit 0; fi
fi`,
    extra.length === 0
      ? sh`exit 1`
      : sh`set -- ${names.filter((name) => !extra.includes(name))}
none=
for name in ${extra}; do
  if apt-cache policy "$name" | grep -q 'Candidate: [^(]'; then set -- "$@" "$name"; else none="$none $name"; fi
done
[ -n "$none" ] || exit 1
[ $# -eq 0 ] || install "$@" || exit 1
mkdir -p "$(dirname ${notOffered})"
printf '%s\n' $none >> ${notOffered}`,
  ]);
}

/** Removes packages, leaving their configuration. */
export function removeByApt(names: readonly string[]): Command {
  return sh`${prepare}
apt-get ${script(options)} -qq remove -- ${names}`;
}
