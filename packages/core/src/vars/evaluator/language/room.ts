import type { Run } from './frame.ts';

/** How much a template may make altogether, and be no mistake: characters of texts and items of lists, whenever one is made. */
export const roomOfTemplate = 10_000_000;

/** What a container takes of the room, beside its items, when it is written out. */
const ofContainer = 50;

/** The value, a text counted by its length, a list by its items and their texts; a template that makes too much is refused. */
export function counted<T>(value: T, run: Run): T {
  if (typeof value === 'string') take(value.length, run);
  if (Array.isArray(value)) for (const item of value) take(typeof item === 'string' ? 1 + item.length : 1, run);
  return value;
}

/** Counts a container that is written out with all that is in it: one in many places as often as it stands there. */
export function countContainer(run: Run): void {
  take(ofContainer, run);
}

function take(amount: number, run: Run): void {
  run.room -= amount;
  if (run.room < 0)
    throw run.scope.problem({
      what: `what this template makes has more than ${roomOfTemplate} characters and items`,
      hint: 'see whether a number is too large, or a loop without need',
    });
}
