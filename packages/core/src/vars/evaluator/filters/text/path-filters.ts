import type { Callable } from '../../call.ts';
import { tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { commonPath, joinPaths, normalPath, relativePath, splitDrive, splitExtension, splitPath, splitWindowsPath } from './paths.ts';

/** Filters for paths, by their letters alone: none looks at a file system. */
export const pathFilters: Readonly<Record<string, Callable>> = {
  basename: filter('', (input) => splitPath(input.subjectText())[1]),
  dirname: filter('', (input) => splitPath(input.subjectText())[0]),
  splitext: filter('', (input) => tuple(...splitExtension(input.subjectText()))),
  normpath: filter('', (input) => normalPath(input.subjectText())),
  path_join: filter('', (input) => (typeof input.subject === 'string' ? input.subject : joinPaths(texts(input, 1)))),
  commonpath: filter('', (input) => {
    const common = commonPath(texts(input, 1));
    if (common === undefined) throw input.fail('cannot mix absolute and relative paths');
    return common;
  }),
  relpath: filter('start?', relative),
  expanduser: filter('', expandUser),
  expandvars: filter('', (input) =>
    input.subjectText().replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, ...names: readonly unknown[]) => {
      const name = (names[0] ?? names[1]) as string;
      return input.call.scope.env(name) ?? whole;
    }),
  ),
  win_basename: filter('', (input) => splitWindowsPath(input.subjectText())[1]),
  win_dirname: filter('', (input) => splitWindowsPath(input.subjectText())[0]),
  win_splitdrive: filter('', (input) => tuple(...splitDrive(input.subjectText()))),
};

function texts(input: Input, fewest: number): readonly string[] {
  if (!Array.isArray(input.subject)) throw input.fail(`needs a list of paths, not ${typeName(input.subject)}`);
  const paths = input.presentItems().map((path) => {
    if (typeof path !== 'string') throw input.fail(`needs a list of paths, and one is ${typeName(path)}`);
    return path;
  });
  if (paths.length < fewest) throw input.fail('the list is empty');
  return paths;
}

function relative(input: Input): string {
  const [path, start] = [input.subjectText(), input.text('start', '.')];
  if (path === '') throw input.fail('the path is empty');
  if (path.startsWith('/') !== start.startsWith('/')) {
    throw input.fail('depends on the directory kmagic is started in', "give both as absolute paths: | relpath('/START')");
  }
  return relativePath(path, start);
}

function expandUser(input: Input): string {
  const path = input.subjectText();
  const user = /^~([^/]*)/.exec(path)?.[1];
  if (user === undefined) return path;
  const home = user === '' ? input.call.scope.env('HOME') : undefined;
  // Python leaves the path as it is where it finds no home.
  if (user === '' && home !== undefined) return home.replace(/\/+$/, '') + path.slice(1) || '/';
  if (user === '') return path;
  throw input.fail(`the home of the user '${user}' is not known here`, 'write the path out');
}
