import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProfiles } from '../../../../electron/core/manifest/profiles.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';
import { cp1251, gb18030 } from '../../../support/text-encoders.ts';
import { temporaryFolder } from '../store/support.ts';
import { importedFile, refusedFile } from './support.ts';

const shipped = { resourcesDir: RESOURCES };

function profile(id: string, fields: string, more = ''): string {
  return `profile: ${id}\nversion: 1\ntitle: ${id}\nshape: table\n${more}fields: ${fields}\n`;
}

/** A data folder with profiles of its own. */
function site(files: Readonly<Record<string, string>>): string {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'manifest-profiles'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(dataDir, 'manifest-profiles', name), content);
  }
  return dataDir;
}

const COURIER = [
  'No.,Tracking Number,Invoice Number,Shipper Name,Shipper Country,Consignee Name,Consignee Address,' +
    'Consignee Address 2,Consignee Postcode,Consignee City,Consignee Country,Weight (kg),Shipment Type,' +
    'Goods Description,Quantity,Declared Value,Currency,HTS Code,Country of Origin',
  '1,1Z999AA10123456784,I-1,Doe Ltd,US,Ann Lee,1 Main St,Flat 2,10115,Berlin,DE,1.25,Commercial,' +
    'cotton shirt,2,19.90,usd,6109.10,cn',
  '2,1Z999AA10123456785,I-2,Doe Ltd,US,Bo Lee,2 Main St,,10115,Berlin,DE,0.4,Parcel,cup,1,5,USD,,CN',
].join('\n');

const CHINESE = [
  '序号,运单号,订单号,发件人,收件人,收件人电话,收件人地址,城市,邮编,国家代码,重量(KG),英文品名,中文品名,数量,申报价值,币种,海关编码',
  '1,LX123456785CN,D1,王芳,Ann Lee,030 1,1 Main St,Berlin,10115,DE,0.45,cotton shirt,棉质衬衫,2,19.9,USD,610510',
].join('\r\n');

const RUSSIAN = [
  'Список отправлений;;;;;;;;;;;;;',
  'Номер отправления;Отправитель;Получатель;Адрес получателя;Индекс;Город;Код страны;Вес, кг;Категория;' +
    'Описание вложения;Количество;Стоимость;Валюта;Код ТН ВЭД',
  'RR123456785RU;Иванов Иван;Петрова Анна;ул. Ленина, 5;101000;Москва;RU;0,45;ПОДАРОК;книга;1;500;RUB;4901',
].join('\r\n');

describe('a list of a courier', () => {
  it('is read by the shipped profile that has its columns', async () => {
    const { report, about, find } = await importedFile(COURIER, shipped);
    expect(report).toMatchObject({ profile: 'courier-list', decimal: 'point', items: 1 });
    expect(about.profile).toBe('courier-list');
    expect(report.rejected).toEqual([
      {
        line: 3,
        reason: 'category: "parcel" is none of gift, documents, sample, sale, returned, other',
      },
    ]);
    expect(find('1Z999AA10123456784')).toMatchObject({
      gross_g: '1250',
      category: 'sale',
      addressee_address: '1 Main St, Flat 2',
      lines: [{ description: 'cotton shirt', currency: 'USD', line_origin_country: 'CN' }],
    });
  });

  it('is refused without profiles, and says what could be done', async () => {
    const { code, message } = await refusedFile(COURIER);
    expect(code).toBe('manifest-columns');
    expect(message).toContain('"no." is not known. No mapping profile that is known here fits');
  });
});

describe('a list of a Chinese platform', () => {
  it.each<[string, Buffer]>([
    ['utf-8', Buffer.from(CHINESE)],
    ['gb18030', gb18030(CHINESE)],
  ])('is read in %s, by what its profile says and not by a guess', async (encoding, bytes) => {
    const { report, find } = await importedFile(bytes, shipped);
    expect(report).toMatchObject({ encoding, encodingGuessed: false, profile: 'platform-list-zh' });
    expect(find('LX123456785CN')).toMatchObject({
      sender_name: '王芳',
      gross_g: '450',
      origin_country: 'CN',
      lines: [{ description: 'cotton shirt / 棉质衬衫' }],
    });
  });
});

describe('a Russian list', () => {
  it('is read in windows-1251 below its title, where a profile of the site says that', async () => {
    const own = profile(
      'ours',
      '{item_id: номер отправления, sender_name: ОТПРАВИТЕЛЬ, gross_g: {from: "Вес,кг", unit: kg}}',
      'encoding: windows-1251\nheaderLine: 2\n',
    );
    const dataDir = site({ 'ours.yaml': own });
    const { report, find } = await importedFile(cp1251(RUSSIAN), { dataDir });
    expect(report).toMatchObject({ encoding: 'windows-1251', encodingGuessed: false, items: 1 });
    expect(find('RR123456785RU')).toMatchObject({ sender_name: 'Иванов Иван', gross_g: '450' });
  });

  it('is read by the shipped profile where its names are in the first line', async () => {
    const bytes = cp1251(RUSSIAN.slice(RUSSIAN.indexOf('\n') + 1));
    const { report, find } = await importedFile(bytes, shipped);
    expect(report).toMatchObject({ profile: 'parcel-list-ru', decimal: 'comma', delimiter: ';' });
    expect(find('RR123456785RU')).toMatchObject({ category: 'gift', addressee_city: 'Москва' });
  });
});

describe('the encoding of a file with neutral names', () => {
  const rows = 'item_id,sender_name\nA,Иванов Иван\nB,Смирнова Ольга\n';
  it('is guessed where it is clear, and the report says that it is a guess', async () => {
    const { report, find } = await importedFile(cp1251(rows));
    expect(report).toMatchObject({ encoding: 'windows-1251', encodingGuessed: true });
    expect(find('A')?.sender_name).toBe('Иванов Иван');
  });

  it('is asked for where it is not: nothing is read as Western by default', async () => {
    const bytes = cp1251('item_id,sender_name\nA,x\nB,МОСКВА\n');
    const { code, message } = await refusedFile(bytes);
    expect(code).toBe('manifest-encoding-unclear');
    expect(message).toContain('not UTF-8 (line 3 is the first that is not)');
    expect(message).toContain(
      '--encoding windows-1252 (Western), windows-1251 (Cyrillic) or gb18030',
    );
    const said = await importedFile(bytes, { encoding: 'windows-1251' });
    expect(said.report.encodingGuessed).toBe(false);
    expect(said.find('B')?.sender_name).toBe('МОСКВА');
  });

  it('that is said and wrong is damage, with its line, and no other is tried', async () => {
    const { message } = await refusedFile(cp1251(rows), { encoding: 'utf-8' });
    expect(message).toContain('is damaged in line 2: the file is UTF-8, bytes there are not');
  });
});

describe('which profile reads a table', () => {
  const two = (): string =>
    site({
      'a.yaml': profile('few', '{item_id: Parcel}'),
      'b.yaml': profile('more', '{item_id: Parcel, gross_g: Grams}'),
      'c.yaml': profile('other', '{item_id: Parcel, gross_g: Mass}'),
    });
  it('is the one that has a use for most of its columns', async () => {
    const { report, find } = await importedFile('Grams,Parcel\n5,A\n', { dataDir: two() });
    expect([report.profile, find('A')?.gross_g]).toEqual(['more', '5']);
  });

  it('is not chosen between two that fit alike, until somebody says which', async () => {
    const content = 'Grams,Parcel,Mass\n5,A,6\n';
    const { code, message } = await refusedFile(content, { dataDir: two() });
    expect(code).toBe('manifest-profile-unclear');
    expect(message).toContain('(more, other). Say which one: --profile');
    const { find } = await importedFile(content, { dataDir: two(), profile: 'other' });
    expect(find('A')?.gross_g).toBe('6');
  });

  it('is none where the names are the neutral ones', async () => {
    const dataDir = site({ 'a.yaml': profile('odd', '{item_id: item_id, gross_g: value}') });
    const { report } = await importedFile('item_id,value\nA,6\n', { dataDir });
    expect(report.profile).toBeNull();
  });

  it('that is asked for is used or refused, never another one', async () => {
    const content = 'Grams,Parcel\n5,A\n';
    const wrong = await refusedFile(content, { dataDir: two(), profile: 'other' });
    expect(wrong.message).toContain('has no column "Mass", which the profile other needs');
    const unknown = await refusedFile(content, { dataDir: two(), profile: 'none-such' });
    expect(unknown.code).toBe('manifest-profile-unknown');
    expect(unknown.message).toContain('known here: few, more, other');
  });
});

describe('the profiles that are known', () => {
  it('are the shipped ones, each of which can be read', () => {
    const { profiles, problems } = loadProfiles(RESOURCES, temporaryFolder());
    expect(problems).toEqual([]);
    const tables = profiles.filter(({ shape }) => shape === 'table');
    expect(tables.map((one) => one.profile)).toEqual([
      'courier-list',
      'parcel-list-ru',
      'platform-list-zh',
    ]);
    for (const { about } of tables) expect(about).toContain('from memory, verify');
  });

  it('are those of the site in place of shipped ones of the same id', async () => {
    const own = profile('courier-list', '{item_id: Tracking Number}');
    const { report, find } = await importedFile(COURIER, {
      ...shipped,
      dataDir: site({ 'mine.yaml': own }),
    });
    expect([report.items, find('1Z999AA10123456784')?.gross_g]).toEqual([2, null]);
  });

  it('are read in spite of a file that is none, which is named where nothing fits', async () => {
    const files = {
      'bad.yaml': 'profile: [',
      'good.yaml': profile('good', '{item_id: Parcel}'),
      'twice.yaml': profile('good', '{item_id: Package}'),
      'unknown.yaml': profile('wrong', '{item_id: P, gros_g: W}'),
    };
    const dataDir = site(files);
    const known = loadProfiles(null, dataDir);
    expect(known.profiles.map((one) => one.profile)).toEqual(['good']);
    expect(known.problems.map(({ file }) => file.slice(dataDir.length))).toEqual([
      '/manifest-profiles/bad.yaml',
      '/manifest-profiles/twice.yaml',
      '/manifest-profiles/unknown.yaml',
    ]);
    expect((await importedFile('Parcel\nA\n', { dataDir })).report.profile).toBe('good');
    const { message } = await refusedFile('Package\nA\n', { dataDir: site(files) });
    expect(message).toContain('unknown.yaml cannot be used: fields: gros_g is no field');
  });
});
