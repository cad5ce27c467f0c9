/** In which ways a text may be written as a scalar. */
export interface ScalarShape {
  readonly multiline: boolean;
  readonly flowPlain: boolean;
  readonly blockPlain: boolean;
  readonly singleQuoted: boolean;
}

/** Whether a character ends a line in YAML. */
export function isBreak(char: string | undefined): boolean {
  return char !== undefined && /^[\r\n\x85\u2028\u2029]$/.test(char);
}

/** Whether a character is white space, a line's end or the text's. */
function isBlankOrEnd(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\t' || char === '\0' || isBreak(char);
}

/** Whether YAML shows a character as it is; others are escaped. */
export function isPrintable(char: string): boolean {
  return /^[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/u.test(char);
}

const startIndicators: ReadonlySet<string> = new Set('#,[]{}&*!|>\'"%@`');
const flowIndicators: ReadonlySet<string> = new Set(',?[]{}');

/** How the characters of a text may be written, by the rules of libyaml. */
export function scalarShape(characters: readonly string[]): ScalarShape {
  if (characters.length === 0) return { multiline: false, flowPlain: false, blockPlain: true, singleQuoted: true };
  const { flow, block } = indicators(characters);
  const spaces = spacing(characters);
  const isSpecial = spaces.spaceBreak || characters.some((char) => !isPrintable(char));
  const isPlain = !isSpecial && !spaces.around && !spaces.breakSpace && !spaces.lineBreaks;
  return {
    multiline: spaces.lineBreaks,
    flowPlain: isPlain && !flow,
    blockPlain: isPlain && !block,
    singleQuoted: !isSpecial && !spaces.breakSpace,
  };
}

function indicators(characters: readonly string[]): { readonly flow: boolean; readonly block: boolean } {
  const head = characters.slice(0, 3).join('');
  let [flow, block] = [head === '---' || head === '...', head === '---' || head === '...'];
  characters.forEach((char, index) => {
    const isFollowed = isBlankOrEnd(characters[index + 1]);
    const isFirst = index === 0;
    if (isFirst && (startIndicators.has(char) || (char === '-' && isFollowed))) [flow, block] = [true, true];
    if (isFirst ? char === '?' || char === ':' : flowIndicators.has(char) || char === ':') flow = true;
    if (isFollowed && (char === ':' || (isFirst && char === '?'))) block = true;
    if (!isFirst && char === '#' && isBlankOrEnd(characters[index - 1])) [flow, block] = [true, true];
  });
  return { flow, block };
}

interface Spacing {
  /** White space or a line's end first or last. */
  readonly around: boolean;
  readonly breakSpace: boolean;
  readonly spaceBreak: boolean;
  readonly lineBreaks: boolean;
}

function spacing(characters: readonly string[]): Spacing {
  const isEdge = (char: string | undefined) => char === ' ' || isBreak(char);
  const follows = (first: (char: string | undefined) => boolean, second: (char: string | undefined) => boolean) =>
    characters.some((char, index) => index > 0 && first(characters[index - 1]) && second(char));
  const isSpace = (char: string | undefined) => char === ' ';
  return {
    around: isEdge(characters[0]) || isEdge(characters.at(-1)),
    breakSpace: follows(isBreak, isSpace),
    spaceBreak: follows(isSpace, isBreak),
    lineBreaks: characters.some(isBreak),
  };
}
