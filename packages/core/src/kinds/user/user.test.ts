import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { user } from './user.ts';

testCases(user.kind, cases);
testConvergence(user.kind, convergence);
