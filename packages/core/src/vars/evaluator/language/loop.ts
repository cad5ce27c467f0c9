import { isEqual } from '../values.ts';
import { Routine } from './routine.ts';
import type { Attributed } from './routine.ts';

/** The `loop` of a `{% for %}`: where it stands. */
export class Loop implements Attributed {
  readonly #items: readonly unknown[];
  readonly #depth: number;
  #place = 0;
  #last: readonly unknown[] | undefined;
  /** What `loop(items)` does in a recursive loop. */
  again: Routine | undefined;

  constructor(items: readonly unknown[], depth: number) {
    this.#items = items;
    this.#depth = depth;
  }

  next(): void {
    this.#place += 1;
  }

  attribute(name: string): unknown {
    const [place, { length }] = [this.#place, this.#items];
    switch (name) {
      case 'index':
        return place + 1;
      case 'index0':
        return place;
      case 'revindex':
        return length - place;
      case 'revindex0':
        return length - place - 1;
      case 'first':
        return place === 0;
      case 'last':
        return place === length - 1;
      case 'length':
        return length;
      case 'depth':
        return this.#depth;
      case 'depth0':
        return this.#depth - 1;
      case 'previtem':
        return this.#items[place - 1];
      case 'nextitem':
        return this.#items[place + 1];
      case 'cycle':
        return new Routine('cycle', ({ positional }) => positional[place % positional.length]);
      case 'changed':
        return new Routine('changed', ({ positional }) => this.#isChanged(positional));
      default:
        return undefined;
    }
  }

  #isChanged(values: readonly unknown[]): boolean {
    const before = this.#last;
    this.#last = values;
    return before === undefined || !isEqual(before, values);
  }
}
