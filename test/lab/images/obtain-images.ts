import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { artifactSource, sourceKey } from '../artifact/source.ts';
import { cachedDir } from '../cached-dir.ts';
import { contentKey } from '../content-key.ts';
import { artifactDir } from '../lab-home.ts';
import { withProgress, type Say } from '../progress.ts';
import { run } from '../run-command.ts';
import { baseImageKey, baseLayer } from './base-image.ts';
import { layOut, recipeKey, type ImageRecipe } from './image-recipe.ts';
import { imageRecipes } from './image-recipes.ts';
import { packLayer, writeOciLayout } from './oci-layout.ts';

/** An image in the cache, as an OCI layout whose reference is `image`. */
export interface ObtainedImage {
  readonly recipe: ImageRecipe;
  readonly layout: string;
  readonly key: string;
}

/** Gets every image into the cache: from the named folder (`images/<repository>/<tag>` layouts), upstream, or built. */
export async function obtainImages(say: Say): Promise<readonly ObtainedImage[]> {
  const obtained: ObtainedImage[] = [];
  for (const recipe of imageRecipes()) obtained.push(await obtain(recipe, say));
  return obtained;
}

async function obtain(recipe: ImageRecipe, say: Say): Promise<ObtainedImage> {
  const source = await artifactSource();
  const name = recipe.repository.replaceAll('/', '-');
  const base = recipe.base === 'debian' ? baseImageKey : '';
  const key = contentKey(`image-${name}-${recipe.tag}`, [1, recipeKey(recipe), base, sourceKey(source)]);
  const layout = artifactDir(key);
  await cachedDir(layout, (work) =>
    withProgress(say, `image ${recipe.repository}:${recipe.tag}`, async () => {
      const given = source.kind === 'directory' ? join(source.path, 'images', recipe.repository, recipe.tag) : '';
      if (given !== '' && existsSync(given)) await run(['cp', '-a', `${given}/.`, work]);
      else if (source.kind === 'upstream') await run(['skopeo', 'copy', `docker://${recipe.upstream}`, `oci:${work}:image`]);
      else await build(recipe, work, say);
    }),
  );
  return { recipe, layout, key };
}

async function build(recipe: ImageRecipe, work: string, say: Say): Promise<void> {
  const root = `${work}-root`;
  const layer = `${work}-layer.tar.gz`;
  try {
    await run(['rm', '-rf', root]);
    await run(['mkdir', '-m', '755', root]);
    await layOut(recipe, root);
    const own = await packLayer(root, layer);
    const layers = recipe.base === 'debian' ? [await baseLayer(say), own] : [own];
    await writeOciLayout(work, layers, recipe.settings);
  } finally {
    await rm(root, { recursive: true, force: true });
    await rm(layer, { force: true });
  }
}
