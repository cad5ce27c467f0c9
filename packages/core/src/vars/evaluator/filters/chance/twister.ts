import { createHash } from 'node:crypto';

const size = 624;

/** Python's random numbers for a seed: the same seed gives the same numbers there and here. */
export class Twister {
  readonly #state = new Uint32Array(size);
  #next = size;

  constructor(seed: string | bigint) {
    this.#seedWith(wordsOf(typeof seed === 'string' ? numberOfText(seed) : seed < 0n ? -seed : seed));
  }

  /** A number from 0 to one below the limit. */
  below(limit: bigint): bigint {
    const bits = limit.toString(2).length;
    for (;;) {
      const number = this.#bits(bits);
      if (number < limit) return number;
    }
  }

  #bits(count: number): bigint {
    let [number, shift] = [0n, 0n];
    for (let left = count; left > 0; left -= 32) {
      const word = this.#word() >>> Math.max(0, 32 - left);
      number |= BigInt(word) << shift;
      shift += 32n;
    }
    return number;
  }

  #seedWith(key: readonly number[]): void {
    const state = this.#state;
    state[0] = 19_650_218;
    for (let index = 1; index < size; index += 1) state[index] = Math.imul(1_812_433_253, mixed(state[index - 1]!)) + index;
    let [at, from] = [1, 0];
    const wrap = () => {
      at += 1;
      if (at < size) return;
      state[0] = state[size - 1]!;
      at = 1;
    };
    for (let left = Math.max(size, key.length); left > 0; left -= 1) {
      state[at] = (state[at]! ^ Math.imul(mixed(state[at - 1]!), 1_664_525)) + key[from]! + from;
      wrap();
      from = (from + 1) % key.length;
    }
    for (let left = size - 1; left > 0; left -= 1) {
      state[at] = (state[at]! ^ Math.imul(mixed(state[at - 1]!), 1_566_083_941)) - at;
      wrap();
    }
    state[0] = 0x80000000;
  }

  #word(): number {
    if (this.#next >= size) this.#turn();
    let word = this.#state[this.#next]!;
    this.#next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #turn(): void {
    const state = this.#state;
    for (let index = 0; index < size; index += 1) {
      const joined = (state[index]! & 0x80000000) | (state[(index + 1) % size]! & 0x7fffffff);
      state[index] = state[(index + 397) % size]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

/** A text as the number it seeds with: its bytes, then their SHA-512. */
function numberOfText(text: string): bigint {
  return BigInt(`0x${Buffer.concat([Buffer.from(text), createHash('sha512').update(text).digest()]).toString('hex')}`);
}

function wordsOf(number: bigint): readonly number[] {
  const words: number[] = [];
  for (let left = number; left > 0n; left >>= 32n) words.push(Number(left & 0xffffffffn));
  return words.length === 0 ? [0] : words;
}
