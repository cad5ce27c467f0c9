#!/usr/bin/env node
// Runs on any Node, to say so where it is too old for the program itself.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) await import('../dist/main.js');
else {
  process.stderr.write(
    `kmagic: it needs Node 22.19 or newer, and this is ${process.version} (${process.execPath}); https://nodejs.org has newer ones\n`,
  );
  process.exitCode = 1;
}
