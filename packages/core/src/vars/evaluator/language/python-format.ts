import type { Given } from '../call.ts';
import type { Scope } from '../evaluator.ts';
import { isInteger, numeric, represent, textOf } from '../values.ts';
import { member } from './members.ts';

/** How one value is laid out: what stands behind the `:` of its field, `form` being the letter in the end. */
interface Layout {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly form: string;
}

/** `'{} {name:>5}'.format(...)`. */
export function braceFormat(format: string, { positional, named }: Given, scope: Scope): string {
  let next = 0;
  return format.replace(
    /\{\{|\}\}|\{(?<field>[^{}:!]*)(?:!(?<conversion>[rs]))?(?::(?<layout>[^{}]*))?\}|[{}]/g,
    (...found: readonly unknown[]) => {
      const whole = found[0] as string;
      if (whole === '{{' || whole === '}}') return whole.charAt(0);
      if (whole.length === 1) throw wrong(scope, `a '${whole}' of the format has no partner`);
      const { field = '', conversion, layout = '' } = found.at(-1) as Readonly<Record<string, string | undefined>>;
      const [first = '', ...path] = field.split(/\.|\[|\]\.?/).filter((part, index) => index === 0 || part !== '');
      const start = first === '' ? positional[next++] : /^\d+$/.test(first) ? positional[Number(first)] : named.get(first);
      if (start === undefined) throw wrong(scope, `the format asks for '${field === '' ? next - 1 : first}', which is not given`);
      const value = path.reduce(member, start);
      return laidOut(conversion === 'r' ? represent(value) : value, layoutOf(layout, scope), scope);
    },
  );
}

const specification =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<form>[bcdeEfFgGnosxX%])?$/s;

function layoutOf(text: string, scope: Scope): Layout {
  const groups = specification.exec(text)?.groups;
  if (groups === undefined) throw wrong(scope, `'${text}' is no layout`);
  const { fill, align, sign = '-', alternate, zero, width = '0', grouping = '', precision, form = '' } = groups;
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align ?? (zero === undefined ? '' : '='),
    sign,
    alternate: alternate !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    form,
  };
}

function laidOut(value: unknown, layout: Layout, scope: Scope): string {
  if (layout.width > 100_000 || (layout.precision ?? 0) > 100) throw wrong(scope, 'the width or precision is too large');
  const { text, isNumber } = formed(value, layout, scope);
  const missing = layout.width - [...text].length;
  if (missing <= 0) return text;
  const padding = layout.fill.repeat(missing);
  switch (layout.align || (isNumber ? '>' : '<')) {
    case '<':
      return text + padding;
    case '^':
      return layout.fill.repeat(Math.floor(missing / 2)) + text + layout.fill.repeat(Math.ceil(missing / 2));
    case '=':
      return isNumber && /^[-+ ]/.test(text) ? text.charAt(0) + padding + text.slice(1) : padding + text;
    default:
      return padding + text;
  }
}

function formed(value: unknown, layout: Layout, scope: Scope): { readonly text: string; readonly isNumber: boolean } {
  const { form, precision } = layout;
  if (form === 's' || (form === '' && numeric(value) === undefined)) {
    const text = textOf(value);
    return { text: precision === undefined ? text : [...text].slice(0, precision).join(''), isNumber: false };
  }
  const number = numeric(value);
  if (number === undefined) throw wrong(scope, `'${form}' needs a number, not ${represent(value)}`);
  if (form === 'c') return { text: String.fromCodePoint(number), isNumber: false };
  const size = magnitude(Math.abs(number), { ...layout, form: form === '' && isInteger(value) ? 'd' : form });
  const sign = number < 0 ? '-' : layout.sign === '-' ? '' : layout.sign;
  return { text: sign + grouped(size, layout.grouping), isNumber: true };
}

function magnitude(number: number, { form, precision, alternate }: Layout): string {
  const whole = Math.trunc(number);
  switch (form) {
    case 'd':
    case 'n':
      return BigInt(whole).toString();
    case 'x':
      return (alternate ? '0x' : '') + whole.toString(16);
    case 'X':
      return (alternate ? '0X' : '') + whole.toString(16).toUpperCase();
    case 'o':
      return (alternate ? '0o' : '') + whole.toString(8);
    case 'b':
      return (alternate ? '0b' : '') + whole.toString(2);
    case 'e':
    case 'E': {
      const text = number.toExponential(precision ?? 6).replace(/e([-+])(\d)$/, 'e$10$2');
      return form === 'E' ? text.toUpperCase() : text;
    }
    case '%':
      return `${(number * 100).toFixed(precision ?? 6)}%`;
    case 'f':
    case 'F':
      return number.toFixed(precision ?? 6);
    case 'g':
    case 'G':
      return String(Number(number.toPrecision(Math.max(1, precision ?? 6))));
    default:
      return precision === undefined ? textOf(number) : number.toFixed(precision);
  }
}

function grouped(text: string, separator: string): string {
  return separator === '' ? text : text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, separator));
}

function wrong(scope: Scope, what: string): Error {
  return scope.problem({ what: `the format cannot be filled: ${what}`, hint: 'compare the format with its values, or join text with ~' });
}
