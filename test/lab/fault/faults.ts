import type { LabState } from '../lab-state.ts';
import { accessFaults } from './access-faults.ts';
import { diskFaults } from './disk-faults.ts';
import { hostFaults } from './host-faults.ts';
import { networkFaults } from './network-faults.ts';
import { serviceFaults } from './service-faults.ts';

/** Everything that can be done to a lab, each with its way back. */
export type Faults = ReturnType<typeof faultsOf>;

/** The faults of one lab, as functions of host names. */
export function faultsOf(state: LabState) {
  return {
    ...hostFaults(state),
    ...networkFaults(state),
    ...diskFaults(state),
    ...accessFaults(state),
    ...serviceFaults(state),
  };
}
