import type { Callable } from '../../call.ts';
import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { readCsv } from './csv.ts';

/** Filters of community.general that read text. */
export const textDataFilters: Readonly<Record<string, Callable>> = {
  from_csv: filter('dialect? fieldnames? delimiter? skipinitialspace? strict?', fromCsv),
  unicode_normalize: filter('form?', (input) => {
    const form = input.text('form', 'NFC');
    if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(form)) throw input.fail(`'${form}' is no form`, 'use one of NFC, NFD, NFKC, NFKD');
    return input.subjectText().normalize(form);
  }),
};

const delimiters: Readonly<Record<string, string>> = { excel: ',', 'excel-tab': '\t', unix: ',' };

function fromCsv(input: Input): readonly unknown[] {
  const dialect = input.text('dialect', 'excel');
  const usual = Object.hasOwn(delimiters, dialect) ? delimiters[dialect] : undefined;
  if (usual === undefined) throw input.fail(`there is no dialect '${dialect}'`, 'use one of excel, excel-tab, unix');
  const delimiter = input.text('delimiter', usual);
  if ([...delimiter].length !== 1) throw input.fail('the delimiter must be one character');
  const rows = read(input, delimiter);
  const given = input.value('fieldnames') ?? null;
  const names = given === null ? rows[0] : input.presentItems(given).map(textOf);
  return (given === null ? rows.slice(1) : rows).map((row) => {
    const entries = (names ?? []).map((name, index): readonly [string, unknown] => [name, row[index] ?? null]);
    const more = row.slice(names?.length ?? 0);
    return Object.fromEntries(more.length > 0 ? [...entries, ['None', more]] : entries);
  });
}

function read(input: Input, delimiter: string): readonly (readonly string[])[] {
  try {
    return readCsv(input.subjectText().replace(/^\ufeff/, ''), {
      delimiter,
      skipInitialSpace: input.flag('skipinitialspace'),
      strict: input.flag('strict'),
    });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("'")) throw input.fail(error.message);
    throw error instanceof Error && error.message === 'unexpected end of data' ? input.fail(error.message) : error;
  }
}
