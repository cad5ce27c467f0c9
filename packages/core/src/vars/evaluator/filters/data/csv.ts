/** How fields are written in a text of comma-separated values. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly skipInitialSpace: boolean;
  readonly strict: boolean;
}

/** The rows of a text of comma-separated values, as Python's csv reads them; throws an Error where `strict` finds a fault. */
export function readCsv(text: string, { delimiter, skipInitialSpace, strict }: CsvDialect): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'quote in quoted' = 'start';
  const endField = () => {
    row.push(field);
    [field, state] = ['', 'start'];
  };
  const endRow = () => {
    if (row.length > 0 || field !== '' || state !== 'start') endField();
    rows.push(row);
    row = [];
  };
  const all = [...text.replaceAll('\r\n', '\n')];
  for (const char of all) {
    if (state === 'quoted') {
      if (char === '"') state = 'quote in quoted';
      else field += char;
    } else if (state === 'quote in quoted' && char === '"') {
      field += char;
      state = 'quoted';
    } else if (char === '\n' || char === '\r') endRow();
    else if (char === delimiter) endField();
    else if (state === 'start' && char === '"') state = 'quoted';
    else if (state === 'start' && char === ' ' && skipInitialSpace) continue;
    else {
      if (state === 'quote in quoted' && strict) throw new Error(`'${delimiter}' expected after '"'`);
      field += char;
      state = 'plain';
    }
  }
  if (strict && state === 'quoted') throw new Error('unexpected end of data');
  if (row.length > 0 || field !== '' || state !== 'start') endRow();
  return rows.filter((cells) => cells.length > 0);
}
