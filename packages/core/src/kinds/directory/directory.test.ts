import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { directory } from './directory.ts';

testCases(directory.kind, cases);
testConvergence(directory.kind, convergence);
