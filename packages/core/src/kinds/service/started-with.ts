import { fingerprint } from '../../resource/fingerprint.ts';
import { Ref, type Handle } from '../../resource/ref.ts';

/** The fingerprint a service wants to have been started with: of all that it reads when it starts. */
export function startedWith(...handles: readonly Handle[]): Ref<string> {
  return Ref.all(handles.map((h) => h.fingerprint)).map((inputs) => fingerprint(inputs).slice(0, 32));
}
