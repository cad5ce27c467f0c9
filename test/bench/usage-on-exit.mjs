import { writeFileSync } from 'node:fs';

// Preloaded into the program that is measured: as it exits it writes what it used, in the words of getrusage(2), to a file.
// No TypeScript, which would have its translator loaded into what is measured.
const path = process.env['KMAGIC_BENCH_USAGE'];
process.on('exit', () => {
  if (path !== undefined) writeFileSync(path, JSON.stringify(process.resourceUsage()));
});
