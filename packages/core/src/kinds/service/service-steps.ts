import type { Change, Step } from '../../resource/kind.ts';
import { rememberStart, startedRoot } from './started-with.ts';
import { enableAtBoot } from './systemd-show.ts';
import { lines, script, sh, type Command } from '../../shell/command.ts';
import type { ServiceSeen, ServiceWant } from './service.ts';

/** Enables first, then starts, restarts, reloads or stops; the fingerprint is kept only after the service runs. */
export function serviceSteps(want: ServiceWant, seen: ServiceSeen, changes: readonly Change[]): readonly Step[] {
  const { unit } = seen;
  const commands: Command[] = [];
  if (seen.needsReload) commands.push(sh`systemctl daemon-reload`);
  if (changes.some((c) => c.what === `${unit} at boot`)) {
    if (want.enabled && seen.enabled === 'masked') commands.push(sh`systemctl unmask --quiet ${unit}`);
    commands.push(want.enabled ? enableAtBoot(unit) : sh`systemctl disable --quiet ${unit}`);
  }
  const verb = changes.map(({ what }) => what.split(/[ :]/)).find(([, of]) => of === unit)?.[0];
  if (verb === 'stop')
    commands.push(sh`systemctl stop ${unit}
rm -f ${`${startedRoot}/${unit}`}`);
  else if (verb !== undefined) {
    const run = { start: 'start', restart: 'restart', reload: 'reload-or-restart' }[verb] ?? 'restart';
    commands.push(becomeActive(unit, run));
    if (want.startedWith !== undefined) commands.push(rememberStart(unit, want.startedWith));
  }
  return [{ do: 'run', command: lines(commands), timeoutMs: 300_000 }];
}

/** Starts it and waits while it is starting; where it does not come up, prints why. */
function becomeActive(unit: string, verb: string): Command {
  return sh`unit=${unit}
systemctl reset-failed "$unit" 2>/dev/null || :
rc=0; systemctl ${verb} "$unit" || rc=$?
${waitWhileStarting}`;
}

const waitWhileStarting = script(`tries=0
while state=$(systemctl is-active "$unit" 2>/dev/null || :); [ $rc = 0 ] && [ $tries -lt 60 ]; do
  case "$state" in activating|reloading|deactivating) ;; *) break ;; esac
  tries=$((tries + 1)); sleep 1
done
if [ $rc != 0 ] || [ "$state" != active ]; then
  journalctl -u "$unit" -n 20 --no-pager -o cat >&2 2>/dev/null || :
  echo "$unit did not come up: it is $state" >&2
  exit 1
fi`);
