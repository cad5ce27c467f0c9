import { fingerprint } from '../../resource/fingerprint.ts';
import { Ref, type Handle } from '../../resource/ref.ts';
import { sh, type Command } from '../../shell/command.ts';
import { haveDirectory } from '../../shell/directory.ts';

/** Where a unit's file says what it was last started with; outlives a reboot. */
export const startedRoot = '/var/lib/kmagic/started';

/** The fingerprint a service wants to have been started with: of all that it reads when it starts. */
export function startedWith(...handles: readonly Handle[]): Ref<string> {
  return Ref.all(handles.map((h) => h.fingerprint)).map((inputs) => fingerprint(inputs).slice(0, 32));
}

/** Notes what a unit was started with; for kinds whose own steps start one. */
export function rememberStart(unit: string, fingerprint: string): Command {
  const path = `${startedRoot}/${unit}`;
  return sh`${haveDirectory(startedRoot)}
printf '%s\n' ${fingerprint} > ${path}.new
chmod 0644 ${path}.new
mv -f ${path}.new ${path}`;
}
