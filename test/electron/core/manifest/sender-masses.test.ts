import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { onEnd, temporaryFolder } from '../store/support.ts';
import { importDay } from './support.ts';

const HEADER = 'item_id,sender_name,sender_country,gross_g,description';

/** Counts of a file's items, in their order. */
async function counts(rows: readonly string[], ids: readonly string[], header = HEADER) {
  const dataDir = temporaryFolder();
  const { generation } = await importDay(dataDir, 1, [header, ...rows].join('\n'));
  const index = openManifestIndex(dataDir, generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return ids.map((id) => index.value.find(id)?.same_mass_items);
}

describe('items of one sender with the same gross mass', () => {
  it('are counted, all but the first, whatever the case and the zeros', async () => {
    const rows = [
      'A1,Cheng Trading,CN,100,cup',
      'A2,CHENG  TRADING,CN,100.0,cup',
      'A3,cheng trading,CN,100,cup',
      'A4,Cheng Trading,CN,101,cup',
      'A5,Cheng Trading,HK,100,cup',
      'A6,Other,CN,100,cup',
    ];
    const ids = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];
    expect(await counts(rows, ids)).toEqual([2, 2, 2, 0, 0, 0]);
  });

  it('count once each, however their rows are scattered', async () => {
    const rows = [
      'A1,Cheng,CN,100,cup',
      'A2,Cheng,CN,100,cup',
      'A1,Cheng,CN,100,plate',
      'A2,Cheng,CN,100,plate',
      'A1,Cheng,CN,100,bowl',
    ];
    expect(await counts(rows, ['A1', 'A2'])).toEqual([1, 1]);
  });

  it('do not count when they are left out', async () => {
    const rows = [
      'A1,Cheng,CN,100,cup',
      'A2,Cheng,CN,100,cup',
      'A3,Cheng,CN,100,cup',
      'A2,Cheng,CN,a lot,cup',
    ];
    expect(await counts(rows, ['A1', 'A2', 'A3'])).toEqual([1, undefined, 1]);
  });

  it('are not known where sender or mass is not declared', async () => {
    const rows = ['A1,,CN,100,cup', 'A2,Cheng,CN,,cup', 'A3,Cheng,CN,100,cup'];
    expect(await counts(rows, ['A1', 'A2', 'A3'])).toEqual([null, null, 0]);
  });

  it.each(['item_id,gross_g\nA1,100', 'item_id,sender_name\nA1,Cheng'])(
    'are not known in a file without such columns: %j',
    async (file) => {
      const [header = '', row = ''] = file.split('\n');
      expect(await counts([row], ['A1'], header)).toEqual([null]);
    },
  );

  it('are no more than 200, so that a large sender is not a row for each of its items', async () => {
    const ids = Array.from({ length: 300 }, (_, at) => `A${at}`);
    const rows = ids.map((id) => `${id},Cheng,CN,100,cup`);
    expect(await counts(rows, ['A0', 'A299'])).toEqual([200, 200]);
  });

  it('are never more than there are, and at most one less', async () => {
    const sender = fc.constantFrom('Cheng', 'Otieno', 'Morel', 'Zhang');
    const mass = fc.constantFrom('100', '100.5', '250');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(sender, mass), { minLength: 1, maxLength: 40 }),
        async (items) => {
          const ids = items.map((_, at) => `A${at}`);
          const rows = items.map(([name, gross], at) => `A${at},${name},CN,${gross},cup`);
          const found = await counts(rows, ids);
          const same = items.map(
            ([name, gross]) => items.filter((one) => one[0] === name && one[1] === gross).length,
          );
          expect(found).toEqual(same.map((count) => count - 1));
        },
      ),
      { numRuns: 15 },
    );
  });
});
