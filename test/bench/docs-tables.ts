/** A document with each part between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` replaced; throws where it has no such marks. */
export function withTables(text: string, tables: ReadonlyMap<string, string>): string {
  return [...tables].reduce((document, [name, content]) => {
    const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const [start, end] = [document.indexOf(open), document.indexOf(close)];
    if (start < 0 || end < start) throw new Error(`the document has no ${open} ... ${close}`);
    return `${document.slice(0, start + open.length)}\n\n${content}\n\n${document.slice(end)}`;
  }, text);
}
