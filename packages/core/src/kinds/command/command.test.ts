import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { command } from './command.ts';

testCases(command.kind, cases);
testConvergence(command.kind, convergence);
