import { lines, script, sh, type Command } from '@kmagic/core';
import type { MadePath } from './made-paths.ts';

/** Prints what is left of these; reads only. */
export function pathsLeft(paths: readonly MadePath[]): Command {
  return lines([keeps, isEmpty, look, ...calls(paths)]);
}

/** Removes them with all in them, but nothing that is still mounted there. */
export function removePaths(paths: readonly MadePath[]): Command {
  return lines([keeps, remove, ...calls(paths)]);
}

/** Prints those of some directories that are there and empty. */
export function emptyOnes(directories: readonly string[]): Command {
  return sh`for d in ${directories}; do
  if [ -d "$d" ] && [ -z "$(ls -A "$d")" ]; then echo "empty directory $d"; fi
done`;
}

/** Removes those of some directories that are empty. */
export function removeEmptyOnes(directories: readonly string[]): Command {
  return sh`for d in ${directories}; do rmdir "$d" 2>/dev/null || :; done`;
}

function calls(paths: readonly MadePath[]): readonly Command[] {
  return paths.map(({ path, where, key }) => (where === 'made' ? sh`path ${path} made ${key}` : sh`path ${path} created ${key}`));
}

/** A volume, or a link to where a person keeps it, is emptied and stays. */
const keeps = script(`keeps() { [ -d "$1" ] && { [ -L "$1" ] || mountpoint -q "$1"; }; }`);
const isEmpty = script(`is_empty() { [ -z "$(ls -A "$1/" | grep -vx lost+found)" ]; }`);

/** What stands below something printed already goes with it. */
const look = script(`told=
path() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then return 0; fi
  "$2" "$3" || return 0
  for t in $told; do case "$1/" in "$t"/*) return 0 ;; esac; done
  if ! keeps "$1"; then echo "$1"; told="$told $1"; elif ! is_empty "$1"; then echo "what is in $1"; fi
}`);

const remove = script(`path() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then return 0; fi
  "$2" "$3" || return 0
  if keeps "$1"; then find "$1/" -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf --one-file-system -- {} +; chown root:root "$1/"
  else rm -rf --one-file-system -- "$1"; fi
}`);
