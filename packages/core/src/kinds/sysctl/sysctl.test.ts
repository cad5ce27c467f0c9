import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { sysctl } from './sysctl.ts';

testCases(sysctl.kind, cases);
testConvergence(sysctl.kind, convergence);
