import type { Transport } from '@kmagic/core';

/** Processor time in milliseconds since a connection's processes began: the root shell with all it started, and its sshd. */
export interface HostCpu {
  readonly shellMs: number;
  readonly sshdMs: number;
}

/** What the host says its root shell and that shell's sshd have used so far; itself a script of a few milliseconds. */
export async function hostCpu(transport: Transport, signal: AbortSignal): Promise<HostCpu> {
  const { stdout } = await transport.script('getconf CLK_TCK; cat /proc/$$/stat; cat /proc/$PPID/stat', signal);
  return parseHostCpu(stdout);
}

/** Reads ticks a second and two lines of proc(5)'s stat. */
export function parseHostCpu(text: string): HostCpu {
  const [ticks = '', shell = '', sshd = ''] = text.split('\n');
  const ms = (fields: readonly string[]): number => (fields.reduce((sum, field) => sum + Number(field), 0) * 1000) / Number(ticks);
  // utime, stime, cutime and cstime are the 14th to 17th field; the second is a name in brackets that may hold blanks.
  const times = (stat: string): readonly string[] =>
    stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15);
  return { shellMs: ms(times(shell)), sshdMs: ms(times(sshd).slice(0, 2)) };
}
