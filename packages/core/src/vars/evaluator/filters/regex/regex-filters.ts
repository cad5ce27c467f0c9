import type { Callable } from '../../call.ts';
import { isTruthy, textOf, tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { BadPattern } from './pattern-reader.ts';
import { pythonRegex } from './python-regex.ts';
import type { PythonRegex } from './python-regex.ts';
import { replacement } from './replacement.ts';

/** Filters that take a Python regular expression. */
export const regexFilters: Readonly<Record<string, Callable>> = {
  regex_replace: filter('pattern? replacement? ignorecase? multiline? count? mandatory_count?', regexReplace),
  regex_search: filter('regex *groups **flags', regexSearch),
  regex_findall: filter('regex multiline? ignorecase?', (input) => {
    const regex = compiledArgument(input, 'regex');
    return regex.all(textOf(input.subject)).map((match) => {
      const groups = match.slice(1).map((group: string | undefined) => group ?? '');
      return groups.length === 0 ? match[0] : groups.length === 1 ? groups[0] : tuple(...groups);
    });
  }),
  regex_escape: filter('re_type?', regexEscape),
};

/** The regular expression an argument holds, with the flags `ignorecase` and `multiline`; a bad one is the filter's error. */
export function compiledArgument(input: Input, name: string, otherwise?: string): PythonRegex {
  return compiledText(input, input.text(name, otherwise), {
    ignoreCase: input.flag('ignorecase'),
    multiline: input.flag('multiline'),
  });
}

/** The compiled regular expression; a bad one is the filter's error. */
export function compiledText(
  input: Input,
  pattern: string,
  flags: { readonly ignoreCase: boolean; readonly multiline: boolean } = { ignoreCase: false, multiline: false },
): PythonRegex {
  return reported(input, pattern, () => pythonRegex(pattern, flags));
}

function reported<T>(input: Input, pattern: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    throw input.fail(`Invalid regular expression: /${pattern}/: ${error.message}`, error.hint);
  }
}

function regexReplace(input: Input): string {
  const regex = compiledArgument(input, 'pattern', '');
  const pattern = input.text('pattern', '');
  const make = reported(input, pattern, () => replacement(input.text('replacement', ''), regex));
  const text = textOf(input.subject);
  const most = input.integer('count', 0);
  const matches = regex.all(text);
  const replaced = most > 0 ? matches.slice(0, most) : matches;
  const wanted = input.integer('mandatory_count', 0);
  if (wanted !== 0 && wanted !== replaced.length) {
    throw input.fail(`'${pattern}' should match ${wanted} times, but matches ${replaced.length} times in '${text}'`);
  }
  let [result, end] = ['', 0];
  for (const match of replaced) {
    result += text.slice(end, match.index) + make(match);
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

function regexSearch(input: Input): unknown {
  const flags = input.namedRest('flags');
  for (const name of flags.keys()) {
    if (name !== 'ignorecase' && name !== 'multiline')
      throw input.fail(`has no argument '${name}'`, 'the flags are: ignorecase, multiline');
  }
  const isSet = (name: string) => isTruthy(flags.get(name) ?? false);
  const regex = compiledText(input, input.text('regex'), { ignoreCase: isSet('ignorecase'), multiline: isSet('multiline') });
  const groups = input.rest('groups').map((group) => {
    const name = /^\\(?:g<(\S+)>|(\d+))/.exec(textOf(group));
    if (name === null) throw input.fail('a group must be written \\\\1 or \\\\g<name>');
    return name[1] ?? name[2] ?? '';
  });
  const found = regex.search(textOf(input.subject));
  if (found === null) return null;
  if (groups.length === 0) return found[0];
  return groups.map((group) => {
    const place = /^\d+$/.test(group) ? Number(group) : regex.names.get(group);
    if (place === undefined || place > regex.groups) throw input.fail(`the pattern has no group '${group}'`);
    return found[place] ?? null;
  });
}

function regexEscape(input: Input): string {
  const kind = input.text('re_type', 'python');
  const text = textOf(input.subject);
  if (kind === 'python') return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
  if (kind === 'posix_basic') return text.replace(/[\].[^$*\\]/g, '\\$&');
  throw input.fail(`the type '${kind}' is not supported`, "use 'python' or 'posix_basic'");
}
