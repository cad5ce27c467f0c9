import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { unit } from './unit.ts';

testCases(unit.kind, cases);
testConvergence(unit.kind, convergence);
