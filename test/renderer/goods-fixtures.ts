import type { GoodsReply, GoodsRow } from '../../shared/bridge/contract.ts';

export const powerBank: GoodsRow = {
  id: 'power-bank',
  title: 'power bank',
  categories: ['lithium-batteries'],
  post: 'no',
  condition: null,
  class: '9',
  un: ['3480'],
  check: 'Look whether it is built in.',
  procedure: 'dangerous-goods',
  verify: true,
  matched: { text: 'пауэрбанк', of: 'name', language: 'ru', how: 'typo', part: false },
  innocent: null,
  score: 0.7,
};

export const goodsFound: GoodsReply = { state: 'ready', rows: [powerBank], total: 1 };
