import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { group } from './group.ts';

testCases(group.kind, cases);
testConvergence(group.kind, convergence);
