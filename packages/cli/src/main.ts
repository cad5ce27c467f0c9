import { runKmagic } from './program.ts';

// A reader that has seen enough (`kmagic graph | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runKmagic(process.argv.slice(2));
