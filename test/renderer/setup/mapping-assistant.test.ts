// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { ManifestPreview } from '../../../shared/bridge/contract.ts';
import { administrator } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';
import { foreignFile, neutralFile } from '../setup-fixtures.ts';

enableAutoUnmount(afterEach);

/** The page for manifests with a file that was chosen in the dialog. */
async function chooseFile(preview: ManifestPreview) {
  const app = await mountApp(administrator);
  app.station.previewImport.mockResolvedValue({ ok: true, value: preview });
  await app.click('view-setup');
  await app.find('tab-manifest').trigger('mousedown', { button: 0 });
  await flushPromises();
  await app.click('import-choose');
  return {
    ...app,
    nextLook: (next: ManifestPreview) =>
      app.station.previewImport.mockResolvedValueOnce({ ok: true, value: next }),
    async choose(id: string, value: string): Promise<void> {
      await app.find(id).setValue(value);
      await flushPromises();
    },
    value: (id: string) => (app.find(id).element as HTMLSelectElement).value,
  };
}

describe('a file that is ready', () => {
  it('needs one button, and its first rows can be looked at', async () => {
    const app = await chooseFile(neutralFile);
    expect(document.activeElement).toBe(app.find('import-start').element);
    expect(app.find('first-row').text()).toContain('shirt');
    expect(app.find('mapping').exists()).toBe(false);
    await app.click('import-start');
    expect(app.station.startImport).toHaveBeenCalledWith({ token: 'token-1' });
    expect(app.find('import-chosen').exists()).toBe(false);
  });

  it('by a known mapping is imported by that, in the characters that were looked at', async () => {
    const known = { ...foreignFile, ready: true, profile: 'courier-list' };
    const app = await chooseFile(known);
    expect(app.value('import-mapping')).toBe('courier-list');
    expect(app.find('import-guessed').text()).toContain('a guess');
    await app.click('import-start');
    expect(app.station.startImport).toHaveBeenCalledWith({
      token: 'token-1',
      profile: 'courier-list',
      encoding: 'windows-1251',
    });
  });

  it('can be mapped here all the same, or by another mapping', async () => {
    const app = await chooseFile(neutralFile);
    await app.choose('import-mapping', '*');
    expect(app.find('mapping').exists()).toBe(true);
    expect(app.find('import-start').exists()).toBe(false);
    await app.choose('import-mapping', 'courier-list');
    expect(app.station.previewImport).toHaveBeenLastCalledWith({
      token: 'token-1',
      profile: 'courier-list',
    });
  });

  it('is left without importing it', async () => {
    const app = await chooseFile(neutralFile);
    await app.click('import-leave');
    expect(app.find('manifest-row').exists()).toBe(true);
    expect(app.station.startImport).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(app.find('import-choose').element);
  });
});

describe('a file with the names of its sender', () => {
  it('shows its first rows as text, whatever they say', async () => {
    const app = await chooseFile(foreignFile);
    const cells = app.find('first-row').findAll('bdi');
    expect(cells.map((cell) => cell.text())).toContain('<b>x</b>');
    expect(app.find('first-row').find('b').exists()).toBe(false);
    expect(app.find('import-start').exists()).toBe(false);
  });

  it('is mapped, saved under a name and imported by it', async () => {
    const app = await chooseFile(foreignFile);
    expect([app.value('map-0'), app.value('map-1')]).toEqual(['item_id', 'gross_g']);
    await app.choose('unit-1', 'kg');
    await app.choose('map-3', 'addressee_address');
    await app.choose('mapping-decimal', 'comma');
    await app.write('mapping-name', 'Ivanov');
    app.nextLook({ ...foreignFile, ready: true, profile: 'ivanov' });
    await app.submit('mapping-save');
    expect(app.station.intent.mock.calls).toMatchObject([
      [
        {
          kind: 'save-mapping-profile',
          profile: {
            profile: 'ivanov',
            decimal: 'comma',
            fields: { item_id: 'Номер', gross_g: { from: 'Вес', unit: 'kg' } },
          },
        },
      ],
    ]);
    expect(app.station.startImport).toHaveBeenCalledWith({
      token: 'token-1',
      profile: 'ivanov',
      encoding: 'windows-1251',
    });
  });

  it('says what is missing, and saves nothing until it is said', async () => {
    const app = await chooseFile(foreignFile);
    await app.choose('map-0', 'unused');
    expect(app.find('mapping-problems').exists()).toBe(false);
    await app.submit('mapping-save');
    const said = app.find('mapping-problems').text();
    expect(said).toMatch(/which column is the item number.*in which unit.*Gross mass/s);
    expect(document.activeElement).toBe(app.find('mapping-problems').element);
    expect(app.find('mapping').text()).toContain('Write a name');
    expect(app.station.intent).not.toHaveBeenCalled();
  });

  it('keeps what was said when core does not save it, and says why', async () => {
    const app = await chooseFile(foreignFile);
    await app.choose('unit-1', 'g');
    await app.write('mapping-name', 'Ivanov');
    refuseOnce(app.station, 'why.not-allowed', 'Not for this role.');
    await app.submit('mapping-save');
    expect(app.find('refusal').exists()).toBe(true);
    expect(app.value('unit-1')).toBe('g');
    expect(app.station.startImport).not.toHaveBeenCalled();
  });

  it('is read again in other characters and with another delimiter', async () => {
    const app = await chooseFile(foreignFile);
    await app.choose('import-encoding', 'gb18030');
    await app.choose('import-delimiter', '|');
    expect(app.station.previewImport.mock.calls.map(([params]) => params)).toEqual([
      { token: 'token-1' },
      { token: 'token-1', encoding: 'gb18030' },
      { token: 'token-1', encoding: 'gb18030', delimiter: '|' },
    ]);
  });

  it('parted otherwise than the import would part it is mapped, so that the mapping says it', async () => {
    const app = await chooseFile({ ...neutralFile });
    await app.choose('import-delimiter', ';');
    expect(app.find('import-start').exists()).toBe(false);
    expect(app.find('mapping').exists()).toBe(true);
  });
});

describe('a file that cannot be read', () => {
  it('says why, and offers other characters', async () => {
    const error = { code: 'manifest-unreadable', message: 'It may be Cyrillic or Western.' };
    const nothing = { columns: [], rows: [], suggested: {}, profiles: [] };
    const app = await chooseFile({
      ...neutralFile,
      ...nothing,
      encoding: null,
      delimiter: null,
      ready: false,
      error,
    });
    expect(app.find('import-unreadable').text()).toContain('Cyrillic or Western');
    expect(app.find('import-start').exists()).toBe(false);
    await app.choose('import-encoding', 'windows-1251');
    expect(app.station.previewImport).toHaveBeenLastCalledWith({
      token: 'token-1',
      encoding: 'windows-1251',
    });
  });

  it('of elements that no mapping knows says so', async () => {
    const tree = { format: 'xml', encoding: null, delimiter: null, ready: false };
    const app = await chooseFile({ ...neutralFile, ...tree, columns: [], rows: [] });
    expect(app.find('import-unmapped').text()).toContain('No mapping');
    expect(app.find('import-start').exists()).toBe(false);
  });

  it('may be refused by core', async () => {
    const app = await mountApp(administrator);
    const error = { code: 'not-allowed', message: 'not for you' };
    app.station.previewImport.mockResolvedValueOnce({ ok: false, error });
    await app.click('view-setup');
    await app.find('tab-manifest').trigger('mousedown', { button: 0 });
    await flushPromises();
    await app.click('import-choose');
    expect(app.find('refusal').attributes('data-code')).toBe('not-allowed');
    expect(app.find('import-start').exists()).toBe(false);
  });
});

describe('a measurement', () => {
  it('takes the number of its item where its file does not say it', async () => {
    const error = { code: 'manifest-no-item', message: 'It does not say which item it is of.' };
    const file = { format: 'n42', encoding: null, delimiter: null, ready: false, error };
    const app = await chooseFile({ ...neutralFile, ...file, columns: [], rows: [] });
    expect(app.find('import-unreadable').text()).toContain('which item');
    expect(app.find('import-encoding').exists()).toBe(false);
    expect(app.find('import-start').exists()).toBe(false);
    await app.write('import-item', ' RR473124829US ');
    await app.click('import-start');
    expect(app.station.startImport).toHaveBeenCalledWith({
      token: 'token-1',
      item: 'RR473124829US',
    });
  });
});
