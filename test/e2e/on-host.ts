import { expect } from 'vitest';
import type { Lab } from '../lab/lab.ts';

/** Runs shell on a host of the lab and gives what it printed; a failure fails the test with the words of the host. */
export async function onHost(lab: Lab, host: string, command: string): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, command);
  expect(code, `${host}: ${command}\n${stdout}${stderr}`).toBe(0);
  return stdout.trim();
}
