const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A moment taken apart, in a time zone. */
interface Parts {
  readonly seconds: number;
  readonly year: number;
  /** From 0 on. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** From Sunday, which is 0. */
  readonly weekday: number;
  readonly yearday: number;
  /** Minutes ahead of UTC. */
  readonly offset: number;
  readonly zone: string;
}

/** A moment in the words of a strftime format, in English; unknown letters stay as they are. */
export function formatTime(format: string, seconds: number, zone: 'utc' | 'local'): string {
  const parts = partsOf(seconds, zone);
  return format.replace(/%([-_0]?)([a-zA-Z%])/g, (whole, flag: string, letter: string) => {
    const field = Object.hasOwn(fields, letter) ? fields[letter] : undefined;
    if (field === undefined) return whole;
    const text = field(parts);
    if (flag === '-') return text.replace(/^[0 ]+(?=\d)/, '');
    return flag === '_'
      ? text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length))
      : flag === '0'
        ? text.replace(/^ +/, (spaces) => '0'.repeat(spaces.length))
        : text;
  });
}

function partsOf(seconds: number, kind: 'utc' | 'local'): Parts {
  const date = new Date(seconds * 1000);
  const offset = kind === 'utc' ? 0 : -date.getTimezoneOffset();
  const shifted = new Date((seconds + offset * 60) * 1000);
  const year = shifted.getUTCFullYear();
  const zone =
    kind === 'utc'
      ? 'GMT'
      : (new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date).find((part) => part.type === 'timeZoneName')
          ?.value ?? '');
  return {
    seconds,
    year,
    month: shifted.getUTCMonth(),
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
    yearday: Math.floor((shifted.getTime() - Date.UTC(year, 0, 1)) / 86_400_000),
    offset,
    zone,
  };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function hour12({ hour }: Parts): number {
  return hour % 12 === 0 ? 12 : hour % 12;
}

/** The week of ISO 8601, and the year it belongs to. */
function isoWeek({ year, yearday, weekday }: Parts): { readonly year: number; readonly week: number } {
  const day = (weekday + 6) % 7;
  const week = Math.floor((yearday - day + 10) / 7);
  const weeks = (of: number) => {
    const first = new Date(Date.UTC(of, 0, 1)).getUTCDay();
    const isLeap = new Date(Date.UTC(of, 1, 29)).getUTCMonth() === 1;
    return first === 4 || (first === 3 && isLeap) ? 53 : 52;
  };
  if (week < 1) return { year: year - 1, week: weeks(year - 1) };
  return week > weeks(year) ? { year: year + 1, week: 1 } : { year, week };
}

const fields: Readonly<Record<string, (parts: Parts) => string>> = {
  a: ({ weekday }) => dayNames[weekday]!.slice(0, 3),
  A: ({ weekday }) => dayNames[weekday]!,
  b: ({ month }) => monthNames[month]!.slice(0, 3),
  h: ({ month }) => monthNames[month]!.slice(0, 3),
  B: ({ month }) => monthNames[month]!,
  c: (parts) => joined(parts, 'a b e T Y'),
  C: ({ year }) => two(Math.floor(year / 100)),
  d: ({ day }) => two(day),
  D: (parts) => joined(parts, 'm d y', '/'),
  e: ({ day }) => String(day).padStart(2),
  F: (parts) => joined(parts, 'Y m d', '-'),
  g: (parts) => two(isoWeek(parts).year % 100),
  G: (parts) => String(isoWeek(parts).year),
  H: ({ hour }) => two(hour),
  I: (parts) => two(hour12(parts)),
  j: ({ yearday }) => String(yearday + 1).padStart(3, '0'),
  k: ({ hour }) => String(hour).padStart(2),
  l: (parts) => String(hour12(parts)).padStart(2),
  m: ({ month }) => two(month + 1),
  M: ({ minute }) => two(minute),
  n: () => '\n',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  r: (parts) => `${joined(parts, 'I M S', ':')} ${fields['p']!(parts)}`,
  R: (parts) => joined(parts, 'H M', ':'),
  s: ({ seconds }) => String(seconds),
  S: ({ second }) => two(second),
  t: () => '\t',
  T: (parts) => joined(parts, 'H M S', ':'),
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
  U: ({ yearday, weekday }) => two(Math.floor((yearday + 7 - weekday) / 7)),
  V: (parts) => two(isoWeek(parts).week),
  w: ({ weekday }) => String(weekday),
  W: ({ yearday, weekday }) => two(Math.floor((yearday + 7 - ((weekday + 6) % 7)) / 7)),
  x: (parts) => joined(parts, 'm d y', '/'),
  X: (parts) => joined(parts, 'H M S', ':'),
  y: ({ year }) => two(year % 100),
  Y: ({ year }) => String(year),
  z: ({ offset }) => `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`,
  Z: ({ zone }) => zone,
  '%': () => '%',
};

function joined(parts: Parts, letters: string, mark = ' '): string {
  return letters
    .split(' ')
    .map((letter) => fields[letter]!(parts))
    .join(mark);
}
