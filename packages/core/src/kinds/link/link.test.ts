import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { link } from './link.ts';

testCases(link.kind, cases);
testConvergence(link.kind, convergence);
