import { quote } from '../shell/command.ts';
import { readProcessGroup } from '../shell/process-group.ts';

/*
 * The programs that stand at the far end of a channel. They are given to `sh -c` in single quotes through whatever login
 * shell the user has, so: one line, no single quote, no exclamation mark.
 */

/** A shell that runs the commands that arrive on stdin, one after another: those `oneScript` makes. */
export function scriptLoop(readyTag: string): string {
  return `${prologue(readyTag)}; exec sh`;
}

/**
 * One script as one command for the loop, its end told as `\nTAG status\n` on both stdout and stderr. The shell reads it whole
 * before anything of it runs: without the bracket at its end, lost with a broken connection, it is no command. So no process
 * is started to read it.
 */
export function oneScript(tag: string, text: string): string {
  // Not in a condition: there `set -e` of the script would be without effect.
  const run = `(eval ${quote(` ${text}\n`)}) </dev/null; kmagic_c=$?`;
  const end = 'printf "\\n%s %s\\n" "$kmagic_t" "$kmagic_c"';
  return `kmagic_t=${tag}; ${run}; ${end}; ${end} >&2\n`;
}

/** Writes stdin, chunks of `LENGTH\n` and LENGTH bytes closed by `0\n`, to the path in `$1`; without the `0` nothing is left. */
export function receiver(readyTag: string): string {
  return [
    prologue(readyTag),
    'umask 077',
    't="$1.kmagic-$$"',
    'rm -f "$t"',
    ': >"$t" || exit 1',
    'while read -r n; do if [ "$n" = 0 ]; then mv -fT "$t" "$1" && exit 0; break; fi; head -c "$n" >>"$t" || break; done',
    'rm -f "$t"',
    'exit 1',
  ].join('; ');
}

/** Script text that ends a process group: asked first, made after two seconds. */
export function endGroup(group: string): string {
  // `kill -0` would take the dead that nobody has waited for yet for the living.
  return `alive() {
  for f in /proc/[0-9]*/stat; do
    read -r line <"$f" || continue
    set -- $\{line##*) }
    [ "$3" != ${group} ] || [ "$1" = Z ] || return 0
  done 2>/dev/null
  return 1
}
kill -s TERM -- -${group} 2>/dev/null || exit 0
i=0
while [ "$i" -lt 20 ] && alive; do
  sleep 0.1 || sleep 1
  i=$((i + 1))
done
kill -s KILL -- -${group} 2>/dev/null
exit 0`;
}

/** Says on stdout that the program runs, and in which process group. */
function prologue(readyTag: string): string {
  return [
    'LC_ALL=C',
    'export LC_ALL',
    'PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
    'cd /',
    'umask 022',
    readProcessGroup,
    `printf "\\n${readyTag} %s\\n" "$kmagic_g"`,
  ].join('; ');
}
