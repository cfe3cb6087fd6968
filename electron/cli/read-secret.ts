import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './verb.ts';

/**
 * One line of the standard input: arguments can be read by everybody on the computer. A terminal is
 * asked for it and shows nothing of what is typed.
 * @throws UsageError when the input has ended
 */
export async function readSecret(what: string): Promise<string> {
  const { stdin, stderr } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = stdin.isTTY;
  if (terminal) stderr.write(`${what}: `);
  const lines = createInterface({ input: stdin, output: silent, terminal });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (terminal) stderr.write('\n');
  }
  throw new UsageError(`the ${what} is missing: give it as one line of the standard input`);
}
