import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';
import { corpusInputs } from './fuzz-input.ts';
import { inputsBySeed } from './rounds.ts';

// A minute is all unit tests have together; scripts/fuzz-inventories.ts goes on for as long as one likes.
const rounds = 500;
const parts = 5;

describe('inventories with mistakes at random places, and templates and settings of parts that do not go together', () => {
  const inputOf = inputsBySeed();

  it.each(Array.from({ length: parts }, (_, part) => part))('come to values or to errors of ours: part %i', (part) => {
    const seeds = Array.from({ length: rounds / parts }, (_, n) => part * (rounds / parts) + n);
    const failures = seeds.flatMap((seed) => {
      const came = attempt(inputOf(seed), seed % 10 === 0 ? 'validated' : 'evaluated');
      return came === 'fine' ? [] : [`node scripts/fuzz-inventories.ts --seed ${seed} --rounds 1: ${came.where}: ${String(came.thrown)}`];
    });
    expect(failures).toEqual([]);
  });

  it('are made of inventories that come to neither', () => {
    expect(corpusInputs().map((input) => attempt(input, 'validated'))).toEqual(corpusInputs().map(() => 'fine'));
  });

  it('are the same for the same seed', () => {
    expect(inputsBySeed()(7)).toEqual(inputOf(7));
    expect(inputOf(8)).not.toEqual(inputOf(7));
  });
});
