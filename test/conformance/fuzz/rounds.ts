import { chance as chanceOf } from '../random/chance.ts';
import { corpusInputs, type FuzzInput } from './fuzz-input.ts';
import { mutated } from './mutate.ts';
import { strangeSettings, strangeTemplates, templatesIn } from './settings.ts';

/** The input of a round: the same for the same number, whatever came before it. */
export function inputsBySeed(): (seed: number) => FuzzInput {
  const corpus = corpusInputs();
  const templates = templatesIn(corpus);
  return (seed) => {
    const chance = chanceOf(seed);
    if (chance.percent(20)) return strangeSettings(chance);
    if (chance.percent(30)) return strangeTemplates(chance, templates);
    return mutated(chance, chance.pick(corpus), corpus);
  };
}
