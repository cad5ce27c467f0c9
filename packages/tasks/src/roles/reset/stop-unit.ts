import { sh, type Command } from '@kmagic/core';

/** Prints what there is of a unit that runs or would at boot. */
export function unitRuns(unit: string): Command {
  return sh`case "$(systemctl is-active ${unit} 2>/dev/null)" in active|activating|reloading|deactivating) echo ${`${unit} runs`} ;; esac
[ "$(systemctl is-enabled ${unit} 2>/dev/null)" != enabled ] || echo ${`${unit} starts at boot`}`;
}

/** Stops a unit, now and for later; its file may be gone already. */
export function stopUnit(unit: string): Command {
  return sh`systemctl disable --quiet ${unit} 2>/dev/null || :
systemctl stop ${unit}
systemctl reset-failed ${unit} 2>/dev/null || :`;
}
