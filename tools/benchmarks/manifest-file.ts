import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { s10CheckDigit } from '../../shared/identifiers/s10.ts';

const COLUMNS =
  'item_id,category,origin_country,destination_country,gross_g,sender_name,sender_city,' +
  'sender_country,addressee_name,addressee_city,addressee_country,description,quantity,net_g,' +
  'value,currency,hs_code,hs_year,line_origin_country';

const FIRST_SERIAL = 10_000_000;
/** Serial numbers of a manifest have gaps. */
const SERIAL_STEP = 7;
/** Every tenth item has three content lines. */
const MANY_LINES = 10;
export const ROWS_PER_ITEM = 1.2;
const CHUNK_ITEMS = 1_000;

/** Items of this position are declared with `HEAVY_G`; the benchmark's rule prompts for them. */
export const isHeavy = (position: number): boolean => position % 5 === 3;
export const HEAVY_G = 25_000;

/** The valid S10 identifier at a position; `LX` is in the manifest, another service is not. */
export function itemId(position: number, service = 'LX'): string {
  const serial = String(FIRST_SERIAL + position * SERIAL_STEP);
  return `${service}${serial}${s10CheckDigit(serial)}DE`;
}

function rowsOf(position: number, service: string): string[] {
  const gross = isHeavy(position) ? HEAVY_G : 300 + (position % 1_700);
  const item =
    `${itemId(position, service)},sale,DE,KE,${gross},Nordlicht Handel ${position % 997} GmbH,Kiel,DE,` +
    `Achieng Otieno ${position},Kisumu,KE`;
  const lines = position % MANY_LINES === 0 ? 3 : 1;
  return Array.from(
    { length: lines },
    (_, line) => `${item},"Cotton T-shirts, size ${line + 1}",2,90,38.00,EUR,610910,2022,PT`,
  );
}

/** Writes a neutral CSV manifest. @returns number of rows without the header */
export async function writeManifest(file: string, items: number, service = 'LX'): Promise<number> {
  const stream = createWriteStream(file);
  stream.write(`${COLUMNS}\n`);
  let rows = 0;
  for (let position = 0; position < items; position += CHUNK_ITEMS) {
    const chunk: string[] = [];
    for (let at = position; at < Math.min(items, position + CHUNK_ITEMS); at += 1) {
      chunk.push(...rowsOf(at, service));
    }
    rows += chunk.length;
    if (!stream.write(`${chunk.join('\n')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return rows;
}
