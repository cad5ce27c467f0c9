import { forgetSecrets } from '../packages/core/src/secret/secret.ts';

// Runs before every file of unit tests: they share processes, and what one of them calls a secret is a plain word in another.
forgetSecrets();
