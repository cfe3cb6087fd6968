import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import { openManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import type { ManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import { onEnd, openOk, temporaryFolder } from '../store/support.ts';
import { activated, importDay } from './support.ts';
import { RESOURCES } from './trees/support.ts';

const DECLARED =
  'item_id,gross_g,sender_name,receptacle_id,description,net_g\n' +
  'A,450,E. Beispiel,OLD,tea,100\nA,450,E. Beispiel,OLD,cup,300\n';

/** A stack of files, imported on one day after the other. */
async function stackOf(...files: readonly string[]): Promise<ManifestStack> {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  for (const [at, content] of files.entries()) {
    const { generation } = await importDay(dataDir, at + 1, content);
    activated(store, generation);
  }
  const opened = openManifestStack(dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  onEnd(() => opened.value.stack.close());
  return opened.value.stack;
}

describe('an item that a later file has again', () => {
  it('keeps what the later file has no column for, its content lines too', async () => {
    const stack = await stackOf(DECLARED, 'item_id,receptacle_id\nA,NEW\n');
    expect(stack.find('A')?.item).toMatchObject({
      receptacle_id: 'NEW',
      gross_g: '450',
      sender_name: 'E. Beispiel',
      lines: [{ description: 'tea' }, { description: 'cup' }],
    });
  });

  it('loses what the later file has blank: its column was there', async () => {
    const stack = await stackOf(DECLARED, 'item_id,gross_g,sender_name\nA,,\n');
    expect(stack.find('A')?.item).toMatchObject({
      gross_g: null,
      sender_name: null,
      receptacle_id: 'OLD',
    });
  });

  it('has the content lines of one version as a whole', async () => {
    const stack = await stackOf(DECLARED, 'item_id,description\nA,tea\n');
    expect(stack.find('A')?.item.lines).toMatchObject([{ description: 'tea', net_g: null }]);
    const none = await stackOf(DECLARED, 'item_id,description\nA,\n');
    expect(none.find('A')?.item.lines).toEqual([]);
  });

  it('takes each field from the newest file that has it', async () => {
    const second = 'item_id,gross_g,comments\nA,500,fragile\n';
    const stack = await stackOf(DECLARED, second, 'item_id,receptacle_id\nA,NEW\n');
    expect(stack.find('A')?.item).toMatchObject({
      gross_g: '500',
      comments: 'fragile',
      receptacle_id: 'NEW',
      sender_name: 'E. Beispiel',
    });
  });

  it('has its gross mass with the count of items that share it', async () => {
    const alike = 'item_id,gross_g,sender_name\nA,450,E. Beispiel\nB,450,E. Beispiel\n';
    const stack = await stackOf(alike, 'item_id,receptacle_id\nA,NEW\n');
    expect(stack.find('A')?.item).toMatchObject({ gross_g: '450', same_mass_items: 1 });
  });

  it('says which address columns none of its files has', async () => {
    const addressee = 'item_id,addressee_name,addressee_address,addressee_city\nA,B. Muster,,Ulm\n';
    const first = await stackOf(addressee);
    expect(first.find('A')?.item.columns_missing).toContain('sender_address');
    expect(first.find('A')?.item.columns_missing).not.toContain('addressee_address');
    const both = await stackOf(addressee, 'item_id,sender_address\nA,\n');
    expect(both.find('A')?.item.columns_missing).not.toContain('sender_address');
    expect(both.find('A')?.item.columns_missing).toContain('sender_city');
  });

  it('is in each file as it was', async () => {
    const stack = await stackOf(DECLARED, 'item_id,receptacle_id\nA,NEW\n');
    expect(stack.versions('A').map(({ item }) => [item.receptacle_id, item.gross_g])).toEqual([
      ['NEW', null],
      ['OLD', '450'],
    ]);
  });
});

describe('an id that several items claim', () => {
  const FIRST = 'item_id,alt_ids,gross_g\nCP000000014NL,REF-7,100\n';
  const OWN = 'item_id,receptacle_id\nREF-7,NEW\n';
  const OTHER = 'item_id,alt_ids,gross_g\nRR473124829US,REF-7,900\n';

  it('names the item whose own id it is, not a later one that has it as an alternative', async () => {
    const stack = await stackOf(FIRST, OWN, OTHER);
    expect(stack.find('REF-7')?.item).toMatchObject({ item_id: 'REF-7', gross_g: '100' });
    expect(stack.find('RR473124829US')?.item).toMatchObject({ gross_g: '900' });
  });

  it('fills no item from another one between two of its versions', async () => {
    const stack = await stackOf('item_id,gross_g\nREF-7,300\n', OTHER, OWN);
    expect(stack.find('REF-7')?.item).toMatchObject({ receptacle_id: 'NEW', gross_g: '300' });
  });

  it('names the newest of those that have it as an alternative, when nothing has it as its own', async () => {
    const stack = await stackOf(FIRST, OTHER);
    expect(stack.find('REF-7')?.item).toMatchObject({ item_id: 'RR473124829US' });
  });
});

it('a despatch pre-advice leaves the declaration of an item in use', async () => {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  activated(store, (await importDay(dataDir, 1, DECLARED)).generation);
  const file = join(temporaryFolder(), 'predes.xml');
  const id = 'NLAMSAUSJFKAACN60123001110045';
  writeFileSync(
    file,
    `<PREDES><B><ReceptacleId>${id}</ReceptacleId><Item><ItemId>A</ItemId></Item></B></PREDES>`,
  );
  const utcMs = (): number => Date.UTC(2025, 0, 2);
  const clock = { utcMs, monotonicMs: () => 0, after: () => ({ cancel: () => undefined }) };
  const result = await importManifest({ file, dataDir, clock, resourcesDir: RESOURCES });
  if (!result.ok) throw new Error(result.error.message);
  activated(store, result.value.generation);
  const opened = openManifestStack(dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  onEnd(() => opened.value.stack.close());
  expect(opened.value.stack.find('A')).toMatchObject({
    generation: result.value.generation,
    item: { receptacle_id: id, gross_g: '450', lines: [{ net_g: '100' }, { net_g: '300' }] },
  });
});
