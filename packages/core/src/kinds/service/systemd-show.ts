import { sh, type Command } from '../../shell/command.ts';

/** Asks systemd for properties of many units with one process; without systemd nothing is printed. */
export function showUnits(units: readonly string[], properties: readonly string[]): Command {
  const wanted = ['Id', 'Names', ...properties].flatMap((p) => ['-p', p]);
  return sh`systemctl show ${wanted} -- ${units} 2>/dev/null || :`;
}

/** The properties of a unit (by any of its names) from what `showUnits` printed; none where it is not told. */
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
