import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { ready } from './ready.ts';

testCases(ready.kind, cases);
testConvergence(ready.kind, convergence);
