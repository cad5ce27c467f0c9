// node scripts/demo.mjs: a lab of five hosts, a plan, an apply. node scripts/demo.mjs down: takes the lab away.
import { bootstrap, runStep, say } from './bootstrap.mjs';

const inventory = 'examples/lab/inventory.yaml';
const times = [];

/** Says a phase, runs it and notes its time; ends the process where it fails. */
function phase(name, args, fine = [0]) {
  say(name);
  const started = Date.now();
  const status = runStep('node', args);
  times.push(`${name}: ${Math.round((Date.now() - started) / 1000)} s`);
  if (fine.includes(status)) return;
  say(`${name} failed with status ${status}; mend what is said above and run \`npm run demo\` again: it goes on from here`);
  process.exit(status);
}

bootstrap();
if (process.argv[2] === 'down') {
  phase('Take the lab away', ['test/lab/main.ts', 'down']);
  process.exit(0);
}
if (process.getuid?.() !== 0) {
  process.stderr.write('the demo makes hosts with systemd in containers: run it as root on Debian or Ubuntu\n');
  process.exit(3);
}

phase('Bring up a lab of five hosts (missing Debian packages are installed, missing programs are built: minutes, once)', [
  'test/lab/main.ts',
  'up',
  '--topology',
  'ha5',
]);
phase('kmagic plan: what would be done (exit 2 says: changes)', ['packages/cli/bin/kmagic.mjs', 'plan', inventory], [0, 2]);
phase('kmagic apply: do it', ['packages/cli/bin/kmagic.mjs', 'apply', inventory, '--yes', '--stats']);
phase('The nodes', ['test/lab/main.ts', 'ssh', 'node1', 'kubectl', 'get', 'nodes', '-o', 'wide']);

say('Time by phase');
for (const line of times) process.stdout.write(`${line}\n`);
process.stdout.write(`
Use kubectl:                 npm run lab -- ssh node1 kubectl get pods -A
See an apply do nothing:     npm run kmagic -- apply ${inventory} --stats
Take it down:                npm run demo:down
`);
