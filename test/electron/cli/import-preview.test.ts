import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';
import { cp1251 } from '../../support/text-encoders.ts';
import { temporaryFolder } from '../core/store/support.ts';

const RUSSIAN =
  'Номер отправления;Отправитель;Получатель;Адрес получателя;Индекс;Город;Код страны;Вес, кг;Категория;' +
  'Описание вложения;Количество;Стоимость;Валюта;Код ТН ВЭД\n' +
  'RR123456785RU;Иванов;Петрова;Ленина 5;101000;Москва;RU;0,45;Подарок;книга;1;500;RUB;4901\n';

function file(content: Buffer): string {
  const name = path.join(temporaryFolder(), 'list.csv');
  writeFileSync(name, content);
  return name;
}

it('shows a file without making a folder, and imports it by the shipped profile', () => {
  const data = path.join(temporaryFolder(), 'data');
  const list = file(cp1251(RUSSIAN));
  const shown = runStation('import', list, '--data', data, '--preview');
  expect(shown.status).toBe(0);
  expect(shown.answers[0]).toMatchObject({ profile: 'parcel-list-ru', encoding: 'windows-1251' });
  expect(existsSync(data)).toBe(false);
  const { status, answers } = runStation('import', list, '--data', data);
  expect(status).toBe(0);
  expect(answers[0]).toMatchObject({
    items: 1,
    profile: 'parcel-list-ru',
    encoding: 'windows-1251',
    encodingGuessed: false,
  });
}, 60_000);

it('takes the encoding that is said, and names those that it knows', () => {
  const data = path.join(temporaryFolder(), 'data');
  const list = file(cp1251('item_id,sender_city\nA,МОСКВА\n'));
  const unknown = runStation('import', list, '--data', data, '--encoding', 'koi8-r');
  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('windows-1251')]);
  const said = runStation('import', list, '--data', data, '--encoding', 'windows-1251');
  expect(said.answers[0]).toMatchObject({ items: 1, encodingGuessed: false });
}, 60_000);
