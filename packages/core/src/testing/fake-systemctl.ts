/**
 * A `systemctl` that keeps each unit's state in `$ROOT/state/UNIT.{active,enabled,reload}` and what it did in `$ROOT/log`;
 * a unit with a file `$ROOT/state/UNIT.broken` fails to start, `UNIT.loaded` is where systemd read it the last time, and one with `UNIT.stale` is told to be as it was until systemd
 * reads all units again. As systemd from 254 on it wants to read a unit again that it was told to enable, and not one enabled past it.
 */
export const fakeSystemctl = `cd "$ROOT"
verb=$1; shift
get() { if [ -f "state/$1" ]; then cat "state/$1"; else echo "$2"; fi; }
case $verb in
  show)
    while [ "$1" != -- ]; do shift; done; shift
    for u in "$@"; do
      printf 'Id=%s\\nNames=%s\\nLoadState=loaded\\n' "$u" "$u"
      printf 'ActiveState=%s\\nSubState=x\\n' "$(get "$u.active" inactive)"
      printf 'UnitFileState=%s\\nNeedDaemonReload=%s\\n' "$(get "$u.enabled" disabled)" "$(get "$u.reload" no)"
      f=$ROOT/etc/systemd/system/$u
      if [ -f "state/$u.loaded" ]; then cat "state/$u.loaded"; elif [ -f "$f" ]; then printf 'FragmentPath=%s\\n' "$f"; fi
      echo
    done; exit ;;
  is-active) get "$1.active" inactive; exit ;;
  reset-failed) exit ;;
esac
past=
while case "$1" in --root=/) past=yes ;; --*) ;; *) false ;; esac; do shift; done
mkdir -p state; echo "$verb $*" >> log
case $verb in
  daemon-reload) rm -f state/*.reload state/*.loaded; for f in state/*.stale; do [ ! -f "$f" ] || mv "$f" "\${f%.stale}.enabled"; done ;;
  enable|disable) [ -n "$past" ] || echo yes > "state/$1.reload"
    if [ -f "state/$1.stale" ]; then exit; fi; echo "\${verb}d" > "state/$1.enabled" ;;
  unmask) echo disabled > "state/$1.enabled" ;;
  start|restart|reload-or-restart) if [ -f "state/$1.broken" ]; then echo failed > "state/$1.active"; exit 1; fi; echo active > "state/$1.active" ;;
  stop) echo inactive > "state/$1.active" ;;
esac`;
