import type { Source } from '../../resource/batch.ts';
import { sh } from '../../shell/command.ts';

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
