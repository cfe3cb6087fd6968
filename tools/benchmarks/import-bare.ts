import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { SaxesParser } from 'saxes';
import { runAlone } from './import-run.ts';

/** A pass of saxes alone, with its events and no use of them. @returns elements that are items */
async function bareXml(file: string): Promise<number> {
  const parser = new SaxesParser();
  let items = 0;
  let characters = 0;
  parser.on('opentag', ({ name }) => {
    if (name === 'Item') items += 1;
  });
  parser.on('text', (text) => {
    characters += text.length;
  });
  for await (const chunk of createReadStream(file, 'utf8')) parser.write(chunk as string);
  parser.close();
  if (characters === 0) throw new Error('there is no text');
  return items;
}

/** `JSON.parse` of each line, and no use of it. */
async function bareJsonLines(file: string): Promise<number> {
  let items = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const item = JSON.parse(line) as { readonly item_id?: unknown };
    if (typeof item.item_id === 'string') items += 1;
  }
  return items;
}

/** The least that any reader of the format has to do: nothing is checked, kept or written. */
await runAlone(({ file }) => (file.endsWith('.xml') ? bareXml(file) : bareJsonLines(file)));
