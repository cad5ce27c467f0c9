import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { swap } from './swap.ts';

testCases(swap.kind, cases);
testConvergence(swap.kind, convergence);
