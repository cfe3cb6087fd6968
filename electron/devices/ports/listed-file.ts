import { readFile } from 'node:fs/promises';
import type { ListedPort } from './port-description.ts';

const OPTIONAL = [
  'vendorId',
  'productId',
  'serialNumber',
  'manufacturer',
  'location',
] as const satisfies (keyof ListedPort)[];

/**
 * Ports from a JSON file: a list of `{path, vendorId, productId, serialNumber, manufacturer,
 * location}`, all but `path` left out or null where there is none. Read anew at each call.
 * @throws Error in words when the file cannot be read or is no such list
 */
export async function readListedPorts(file: string): Promise<readonly ListedPort[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`the list of ports ${file} cannot be read: ${String(error)}`, { cause: error });
  }
  if (!Array.isArray(value)) throw new Error(`the list of ports ${file} is no list`);
  return value.map((entry: unknown, index) => readPort(entry, `${file}, entry ${index + 1}`));
}

function readPort(entry: unknown, where: string): ListedPort {
  const fields = typeof entry === 'object' && entry !== null ? entry : {};
  const { path, ...rest } = fields as Record<string, unknown>;
  if (typeof path !== 'string' || path === '') throw new Error(`${where}: path is missing`);
  const port: Record<string, string> = {};
  for (const name of OPTIONAL) {
    const value = rest[name] ?? undefined;
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new Error(`${where}: ${name} is no text`);
    port[name] = value;
  }
  return { path, ...port };
}
