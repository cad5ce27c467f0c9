import type { Source } from '../../resource/batch.ts';
import { sh, type Command } from '../../shell/command.ts';

const properties = ['Id', 'Names', 'LoadState', 'ActiveState', 'SubState', 'UnitFileState', 'NeedDaemonReload'];

/** What systemd says of units; without systemd nothing is printed. */
export const shownUnits: Source = {
  command: (units) => sh`systemctl show ${properties.flatMap((p) => ['-p', p])} -- ${units} 2>/dev/null || :`,
};

/** The properties of a unit (by any of its names) from what `shownUnits` printed; none where it is not told. */
export function shownUnit(stdout: string, unit: string): Readonly<Record<string, string>> {
  for (const block of stdout.split(/\n\n+/)) {
    const pairs = block.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    });
    const properties = Object.fromEntries(pairs);
    if (properties['Id'] === unit || properties['Names']?.split(' ').includes(unit)) return properties;
  }
  return {};
}

/**
 * Makes systemd know a unit by the text that now stands at `path`. It reads a unit when it is first asked for it, so only one it
 * had read before costs a reload, which reads all units of the host anew.
 */
export function haveRead(unit: string, path: string): Command {
  // The whole path: a unit's is how its drop-ins' begin, and systemd says no word of a file that hides the one it has read.
  return sh`set -f -- $(systemctl show -p FragmentPath -p DropInPaths -p NeedDaemonReload -- ${unit} 2>/dev/null)
case " $* " in *[\ =]${path}' '*) ;; *) set -- ;; esac
case " $* " in *' NeedDaemonReload=no '*) ;; *) systemctl daemon-reload ;; esac`;
}

/**
 * Has a unit started at boot from now on; a reload follows only where systemd would go on saying otherwise. Past systemd, which from
 * version 254 on counts every unit of the host as changed once it has enabled one itself.
 */
export function enableAtBoot(unit: string): Command {
  return sh`systemctl enable --root=/ --quiet ${unit}
case "$(systemctl show -p UnitFileState -- ${unit})" in *UnitFileState=enabled*) ;; *) systemctl daemon-reload ;; esac`;
}
