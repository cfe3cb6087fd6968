import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createGoodsDesk, type GoodsDesk } from '../../../../electron/core/goods/goods-desk.ts';
import { coreContract } from '../../../../shared/bridge/contract.ts';
import { FEW_GOODS } from '../../../shared/goods/few-goods.ts';

const PAGE = { limit: 5, offset: 0, language: 'en' } as const;

let resources: string;
beforeEach(() => {
  resources = mkdtempSync(path.join(tmpdir(), 'station-goods-'));
});
afterEach(() => rmSync(resources, { recursive: true, force: true }));

function writeKnowledge(): void {
  const folder = path.join(resources, 'goods', 'knowledge');
  mkdirSync(folder, { recursive: true });
  const file = { file: 'few-goods', version: 1, reviewed: [], concepts: FEW_GOODS };
  writeFileSync(path.join(folder, 'few-goods.yaml'), stringify(file));
}

/** What it answers once it has prepared. */
async function answered(desk: GoodsDesk, text: string) {
  await expect.poll(() => desk.find('', PAGE).state, { timeout: 20_000 }).toBe('ready');
  return desk.find(text, PAGE);
}

it('goods are searched as soon as a thread has read what is known', async () => {
  writeKnowledge();
  const desk = createGoodsDesk(resources);
  expect(desk.find('UN3480', PAGE)).toEqual({ state: 'preparing', rows: [], total: 0 });
  const reply = await answered(desk, 'UN3480');
  expect(reply.rows.map(({ id }) => id)).toEqual(['lithium-ion-cells', 'power-bank']);
  expect(coreContract.searchGoods.reply.parse(reply)).toEqual(reply);
});

it('what cannot be read is said once, and tried again', async () => {
  const desk = createGoodsDesk(resources);
  desk.find('UN3480', PAGE);
  let said = '';
  await expect
    .poll(
      () => {
        try {
          return desk.find('UN3480', PAGE).state;
        } catch (error) {
          said = error instanceof Error ? error.message : '';
          return 'failed';
        }
      },
      { timeout: 20_000 },
    )
    .toBe('failed');
  expect(said).toMatch(
    /could not be read \(.*no such file.*\)\. Screening and all records are safe/,
  );
  writeKnowledge();
  expect((await answered(desk, 'UN3480')).total).toBe(2);
});
