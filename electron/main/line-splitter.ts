import type { Readable } from 'node:stream';

/** Characters after which a line is passed on in pieces, so that it cannot fill the memory. */
const MAX_LINE = 8_192;

/** Calls `onLine` for every line that is not empty, and for an unfinished one at the end. */
export function forEachLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  const flush = (): void => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
    if (rest.length > MAX_LINE) flush();
  });
  stream.once('end', flush);
  // A pipe that breaks with its process is no error of ours; the exit is reported elsewhere.
  stream.on('error', () => {});
}
