#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// Runs on any Node, to say so where it is too old for the program: the sources in a checkout, what was built of them in a package.
const sources = new URL('../src/main.ts', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) await start();
else {
  process.stderr.write(
    `kmagic: it needs Node 22.19 or newer, and this is ${process.version} (${process.execPath}); https://nodejs.org has newer ones\n`,
  );
  process.exitCode = 1;
}

async function start() {
  optimizeLater();
  // Older Node has no such export, and a static import of it would be an error.
  const { enableCompileCache } = await import('node:module');
  // Compiling everything anew would be a third of a run that finds nothing to do.
  enableCompileCache(join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kmagic', 'compiled'));
  await import(existsSync(sources) ? sources.href : '../dist/main.js');
}

/** Has V8 optimize code after ten times the calls: in a run of a second or two it costs a tenth of all work and never pays (ADR 18). */
function optimizeLater() {
  // The flags are V8's own: a version that lacks one would complain.
  if (major > 26) return;
  const calls = { maglev: 4000, 'maglev-osr': 1000, turbofan: 30_000, osr: 5000 };
  for (const [compiler, count] of Object.entries(calls)) setFlagsFromString(`--invocation-count-for-${compiler}=${count}`);
}
