import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { packages } from './packages.ts';

testCases(packages.kind, cases);
testConvergence(packages.kind, convergence);
