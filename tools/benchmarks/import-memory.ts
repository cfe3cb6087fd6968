import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { runAlone } from './import-run.ts';

type Row = Readonly<Record<string, string>>;

/** The quick way: the whole file into objects, grouped in memory, checked for nothing. */
await runAlone(({ file, wanted }) => {
  const rows = parse(readFileSync(file), { columns: true }) as Row[];
  const items = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row['item_id'] ?? '';
    const known = items.get(id);
    if (known === undefined) items.set(id, [row]);
    else known.push(row);
  }
  if (!items.has(wanted)) throw new Error(`${wanted} is not there`);
  return items.size;
});
