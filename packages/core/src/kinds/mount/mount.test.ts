import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { mount } from './mount.ts';

testCases(mount.kind, cases);
testConvergence(mount.kind, convergence);
