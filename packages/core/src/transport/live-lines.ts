import { StringDecoder } from 'node:string_decoder';

/** Cuts the bytes before a marker `\nTAG word\n` into lines as they come; the marker and its newline are not among them. */
export function liveLines(tag: string, onLine: (line: string) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let finished = false;
  // An empty line may be the newline that starts the marker, so it is held until the next line shows which.
  let held = 0;
  const release = (): void => {
    for (; held > 0; held -= 1) onLine('');
  };
  const take = (line: string): void => {
    if (line.startsWith(`${tag} `)) {
      finished = true;
      held = Math.max(0, held - 1);
      release();
    } else if (line === '') {
      held += 1;
    } else {
      release();
      onLine(line);
    }
  };
  return (chunk) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!finished) take(line);
  };
}
