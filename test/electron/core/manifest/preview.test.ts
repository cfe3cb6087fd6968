import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewManifest } from '../../../../electron/core/manifest/preview.ts';
import type { PreviewOptions } from '../../../../electron/core/manifest/preview.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';
import { cp1251, cp1252 } from '../../../support/text-encoders.ts';
import { zipOf } from '../../../support/zip.ts';
import { temporaryFolder } from '../store/support.ts';
import { bookParts, textRow } from './xlsx/support.ts';

function preview(content: string | Buffer, said: Partial<PreviewOptions> = {}) {
  const file = join(temporaryFolder(), 'manifest');
  writeFileSync(file, content);
  return previewManifest({ file, dataDir: temporaryFolder(), resourcesDir: RESOURCES, ...said });
}

const KNOWN = ['courier-list', 'parcel-list-ru', 'platform-list-zh'];

describe('a file with foreign names', () => {
  it('is shown with its first ten rows and what its columns are likely to be', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `LX${at};0,45;"a; ${'x'.repeat(200)}"`);
    const content = ['Sendungsnummer;Gewicht (kg);Inhalt', ...rows].join('\n');
    const { profiles, rows: shown, ...seen } = await preview(cp1252(content));
    expect(seen).toEqual({
      format: 'csv',
      encoding: 'utf-8',
      encodingGuessed: false,
      delimiter: ';',
      profile: null,
      ready: false,
      columns: ['Sendungsnummer', 'Gewicht (kg)', 'Inhalt'],
      suggested: { item_id: 'Sendungsnummer', gross_g: 'Gewicht (kg)', description: 'Inhalt' },
      error: null,
    });
    expect(profiles.map((one) => one.profile)).toEqual(KNOWN);
    expect(shown).toHaveLength(10);
    expect(shown[9]).toEqual(['LX9', '0,45', `a; ${'x'.repeat(97)}`]);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'English',
      'Tracking No.,Gross Weight,Contents',
      { item_id: 'Tracking No.', gross_g: 'Gross Weight', description: 'Contents' },
    ],
    [
      'French',
      "Numéro d'envoi,Poids,Désignation",
      { item_id: "Numéro d'envoi", gross_g: 'Poids', description: 'Désignation' },
    ],
    [
      'Spanish',
      'Guía,Peso,Contenido',
      { item_id: 'Guía', gross_g: 'Peso', description: 'Contenido' },
    ],
    ['Russian', 'ШПИ,Вес,Вложение', { item_id: 'ШПИ', gross_g: 'Вес', description: 'Вложение' }],
    ['Chinese', '运单号,重量,品名', { item_id: '运单号', gross_g: '重量', description: '品名' }],
    [
      'Arabic',
      'رقم الشحنة,الوزن,الوصف',
      { item_id: 'رقم الشحنة', gross_g: 'الوزن', description: 'الوصف' },
    ],
  ])('in %s has suggestions', async (_language, header, suggested) => {
    expect((await preview(`${header}\nA,1,x\n`)).suggested).toEqual(suggested);
  });
});

describe('a file is ready', () => {
  it('with neutral names', async () => {
    const { ready, profile, suggested } = await preview('item_id,gross_g\nA,1\n');
    expect([ready, profile]).toEqual([true, null]);
    expect(suggested).toEqual({ item_id: 'item_id', gross_g: 'gross_g' });
  });

  it('with the columns of a profile, and not with a profile that it does not fit', async () => {
    const names =
      'Номер отправления;Отправитель;Получатель;Адрес получателя;Индекс;Город;Код страны;Вес, кг;' +
      'Категория;Описание вложения;Количество;Стоимость;Валюта;Код ТН ВЭД';
    const bytes = cp1251(`${names}\n`);
    expect(await preview(bytes)).toMatchObject({
      encoding: 'windows-1251',
      encodingGuessed: false,
      profile: 'parcel-list-ru',
      ready: true,
    });
    const other = await preview(bytes, { profile: 'courier-list', encoding: 'windows-1251' });
    expect(other).toMatchObject({ ready: false, error: { code: 'manifest-columns' } });
    const unknown = await preview(bytes, { profile: 'none-such' });
    expect(unknown).toMatchObject({ ready: false, error: { code: 'manifest-profile-unknown' } });
  });
});

describe('a file is not ready', () => {
  it('with a profile of documents, as the import refuses it', async () => {
    const { ready, profile, error } = await preview('item_id\nA\n', { profile: 'itmatt' });
    expect([ready, profile, error?.code]).toEqual([false, 'itmatt', 'manifest-columns']);
    expect(error?.message).toBe('The profile itmatt is for XML and JSON, the file is a table.');
  });

  it('as another format than it is said to have', async () => {
    expect(await preview('item_id\nA\n', { format: 'xml' })).toMatchObject({
      format: 'xml',
      ready: false,
    });
    expect(await preview('%PDF,item_id\n1,A\n', { format: 'csv' })).toMatchObject({
      format: 'csv',
      columns: ['%PDF', 'item_id'],
    });
  });
});

describe('what somebody says of a file', () => {
  const bytes = cp1251('Номер,Имя\nA,Иванов Иван\n');
  it('is how it is shown, instead of what it looks like', async () => {
    expect(await preview(bytes)).toMatchObject({
      encoding: 'windows-1251',
      encodingGuessed: true,
      columns: ['Номер', 'Имя'],
    });
    const said = await preview(bytes, { encoding: 'windows-1252', delimiter: ';' });
    expect(said).toMatchObject({
      encoding: 'windows-1252',
      encodingGuessed: false,
      delimiter: ';',
      columns: ['Íîìåð,Èìÿ'],
    });
  });

  it('and is not so is an error in words', async () => {
    const { error } = await preview(bytes, { encoding: 'utf-8' });
    expect(error?.message).toContain('The file is not UTF-8. Choose another encoding');
  });
});

describe('a workbook', () => {
  it('is shown as a table', async () => {
    const rows = [['Tracking Number', 'Weight'], ...Array.from({ length: 20 }, () => ['A', '1'])];
    const seen = await preview(
      zipOf(bookParts({ rows: rows.map((cells) => textRow(...cells)).join('') })),
    );
    expect(seen).toMatchObject({
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      columns: ['Tracking Number', 'Weight'],
      suggested: { item_id: 'Tracking Number', gross_g: 'Weight' },
      ready: false,
      error: null,
    });
    expect(seen.rows).toHaveLength(10);
  });
});

describe('a file that cannot be read', () => {
  it.each<[string, string | Buffer, string]>([
    ['a PDF', '%PDF-1.7 ...', 'The file is a PDF, which is not read.'],
    ['NUL characters', 'item_id\nA\0\n', 'has NUL characters'],
    [
      'bytes that do not show what they are',
      Buffer.from('a,b\nA,\xc5\xc4\xd6\n', 'latin1'),
      'Choose it',
    ],
    ['an archive cut off', Buffer.from('PK\x03\x04'), 'The file '],
    ['too many columns', `${'a,'.repeat(2_000)}\n`, 'has 2,001 columns in line 1'],
    ['nothing', '', 'does not name its columns'],
  ])('says why: %s', async (_name, content, message) => {
    const { ready, error } = await preview(content);
    expect(ready).toBe(false);
    expect(error?.message).toContain(message);
  });

  it('is one that is gone', async () => {
    const { error } = await previewManifest({ file: '/no/such/file', dataDir: temporaryFolder() });
    expect(error?.code).toBe('manifest-unreadable');
  });
});
