import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { cases, convergence } from './cases.ts';
import { kernelModule } from './kernel-module.ts';

testCases(kernelModule.kind, cases);
testConvergence(kernelModule.kind, convergence);
