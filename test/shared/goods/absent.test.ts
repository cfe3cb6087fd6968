import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGoods } from '../../../electron/core/goods/load-goods.ts';
import { classify } from '../../../shared/goods/classifier.ts';

const goods = loadGoods(path.join(import.meta.dirname, '../../../resources'));

describe('goods that are said not to be there', () => {
  it.each([
    ['en', 'SLR camera, battery not included'],
    ['fr', 'drone jouet sans batterie'],
    ['es', 'taladro inalámbrico sin la batería'],
    ['pt', 'drone sem bateria'],
    ['de', 'Laptop ohne Akku'],
    ['ru', 'дрон без аккумулятора'],
    ['ar', 'كاميرا رقمية بدون البطارية'],
    ['zh', '无人机 不含锂电池'],
    ['tr', 'bataryasız drone'],
    ['id', 'drone tanpa baterai'],
    ['hi', 'ड्रोन बिना बैटरी'],
    ['hi-Latn', 'drone battery ke bina'],
  ])('%s: equipment without its battery needs no prompt: %s', (_, text) => {
    expect(classify(text, goods).alarms).toEqual([]);
  });

  it('a battery stays one although equipment beside it has none', () => {
    const { alarms, post } = classify('lithium ion battery, camera without battery', goods);
    expect(alarms).toContain('lithium-batteries');
    expect(post).toBe('no');
  });

  it('other equipment of a list keeps its battery', () => {
    expect(classify('smartphone, camera without battery', goods).alarms).toEqual([
      'lithium-batteries',
    ]);
  });

  it('a drug is named also where a sender says that there is none', () => {
    expect(classify('parcel without cocaine', goods).alarms).toContain('narcotics');
  });

  it('a vehicle is admitted where another part says that it has no battery', () => {
    const { alarms, concepts } = classify('electric scooter - no battery', goods);
    expect(alarms).toEqual([]);
    expect(concepts).not.toContain('e-mobility');
  });
});
