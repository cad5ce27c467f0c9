import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all unit tests of a run one temporary directory, and takes it away with whatever they left there. */
export default function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'kmagic-unit-'));
  process.env['TMPDIR'] = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
