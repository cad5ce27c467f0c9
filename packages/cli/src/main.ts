import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Compiling everything anew would be a third of a run that finds nothing to do.
enableCompileCache(join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kmagic', 'compiled'));
const { runKmagic } = await import('./program.ts');

// A reader that has seen enough (`kmagic graph | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runKmagic(process.argv.slice(2));
