/** The type YAML 1.1 gives to text that stands there without quotes. */
export type PlainType = 'bool' | 'float' | 'int' | 'merge' | 'null' | 'str' | 'timestamp' | 'value' | 'yaml';

/** How a float is written in YAML 1.1. */
export const floatForm =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\n?$/;

const types: readonly (readonly [type: PlainType, begins: RegExp, is: RegExp])[] = [
  ['bool', /^[yYnNtTfFoO]/, /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\n?$/],
  ['float', /^[-+0-9.]/, floatForm],
  [
    'int',
    /^[-+0-9]/,
    /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\n?$/,
  ],
  ['merge', /^</, /^<<\n?$/],
  ['null', /^(?:[~nN]|$)/, /^(?:~|null|Null|NULL|)\n?$/],
  [
    'timestamp',
    /^[0-9]/,
    /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\n?$/,
  ],
  ['value', /^=/, /^=\n?$/],
  ['yaml', /^[!&*]/, /^[!&*]\n?$/],
];

/** What a reader of YAML 1.1 takes the text for. */
export function plainType(text: string): PlainType {
  return types.find(([, begins, is]) => begins.test(text) && is.test(text))?.[0] ?? 'str';
}
