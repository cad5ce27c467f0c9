import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { built, type SourceBuild } from '../artifact/programs.ts';
import { run } from '../run-command.ts';
import type { ImageSettings } from './oci-layout.ts';

/** An image as data: what goes where, so that its content key follows from it. */
export interface ImageRecipe {
  readonly repository: string;
  readonly tag: string;
  /** Where it comes from when the internet is there. */
  readonly upstream: string;
  /** Whether the Debian base lies below, or nothing. */
  readonly base: 'debian' | 'scratch';
  readonly settings: ImageSettings;
  readonly contents: readonly ImageContent[];
}

/** A file or tree of a source build, a text, or an empty folder, at a path of the image; programs are executable. */
export type ImageContent =
  | { readonly at: string; readonly source: SourceBuild; readonly name: string }
  | { readonly at: string; readonly text: string; readonly mode: number }
  | { readonly at: string; readonly folderMode: number }
  | { readonly at: string; readonly linkTo: string };

/** Lays the contents of a recipe out below `root`. */
export async function layOut(recipe: ImageRecipe, root: string): Promise<void> {
  for (const content of recipe.contents) {
    const target = join(root, content.at);
    await mkdir(dirname(target), { recursive: true });
    if ('source' in content) {
      await cp(join(await built(content.source), content.name), target, { recursive: true });
      await run(['chmod', '-R', 'a+rx', target]);
    } else if ('text' in content) {
      await writeFile(target, content.text);
      await chmod(target, content.mode);
    } else if ('linkTo' in content) {
      await run(['ln', '-sfn', content.linkTo, target]);
    } else {
      await mkdir(target, { recursive: true });
      await chmod(target, content.folderMode);
    }
  }
}

/** What of a recipe decides its bytes. */
export function recipeKey(recipe: ImageRecipe): unknown {
  const contents = recipe.contents.map((content) => ('source' in content ? { ...content, source: content.source.key } : content));
  return { ...recipe, contents };
}
