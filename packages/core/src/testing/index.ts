/** Hosts for tests: directories of this machine, and simulated hosts behind real SSH servers. Needs no test framework. */
export { localHosts, type LocalHosts } from './local-hosts.ts';
export { localShell, type LocalShell, type LocalShellOptions } from './local-shell.ts';
export { forgetSecrets } from '../secret/secret.ts';
export { me, myNames } from './me.ts';
export { answer, runSteps } from './run-steps.ts';
export { startSshServer, type SimulatedHost, type SshServer } from './ssh-server.ts';
export type { SimulatedSudo } from './ssh-server-shell.ts';
