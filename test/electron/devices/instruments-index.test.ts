import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isBuilt } from '../../../electron/devices/protocols.ts';
import { PROTOCOL_IDS } from '../../../shared/measure/instrument.ts';

const PAGES = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'instruments');
const index = readFileSync(path.join(PAGES, 'README.md'), 'utf8');

it.each(PROTOCOL_IDS)('%s is in the index of instruments', (id) => {
  expect(index).toContain(`[\`${id}\`](${id}.md)`);
});

it.each(PROTOCOL_IDS.filter(isBuilt))('%s has a page', (id) => {
  const page = path.join(PAGES, `${id}.md`);
  expect(existsSync(page)).toBe(true);
  expect(readFileSync(page, 'utf8').split('\n')[0]).toContain(id);
});
