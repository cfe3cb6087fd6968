import type { goodsContract } from '../../../shared/bridge/goods-contract.ts';
import { ROLES } from '../../../shared/people/roles.ts';
import { createGoodsDesk } from '../goods/goods-desk.ts';
import type { Station } from '../station.ts';
import type { HandlersOf } from './handlers.ts';

/** Answers what is known of goods, to whoever is signed in. */
export function goodsCalls(station: Station): HandlersOf<typeof goodsContract> {
  const desk = createGoodsDesk(station.config.resourcesDir);
  return {
    searchGoods({ text, ...page }) {
      station.desks(ROLES);
      return desk.find(text, page);
    },
  };
}
