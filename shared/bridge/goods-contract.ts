import { z } from 'zod';
import {
  ADMISSIBILITIES,
  GOODS_CATEGORIES,
  GOODS_LANGUAGES,
  LONGEST_QUERY,
} from '../goods/categories.ts';
import { PHRASE_KINDS } from '../goods/search-index.ts';
import { MATCH_KINDS } from '../goods/vocabulary.ts';

/** Rows of a page at most: more are never looked through. */
const LARGEST_PAGE = 20;

/** `GoodsFound` of `shared/goods/search.ts`. */
const goodsRowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  categories: z.array(z.enum(GOODS_CATEGORIES)).readonly(),
  post: z.enum(ADMISSIBILITIES),
  condition: z.string().nullable(),
  class: z.string().nullable(),
  un: z.array(z.string()).readonly(),
  check: z.string().nullable(),
  procedure: z.string().nullable(),
  verify: z.boolean(),
  matched: z.strictObject({
    text: z.string(),
    of: z.enum(PHRASE_KINDS),
    language: z.enum(GOODS_LANGUAGES).nullable(),
    how: z.enum(MATCH_KINDS),
    part: z.boolean(),
  }),
  innocent: z.string().nullable(),
  score: z.number(),
});
export type GoodsRow = z.infer<typeof goodsRowSchema>;

const goodsReplySchema = z.strictObject({
  /** While it is `preparing`, nothing is found yet: ask again in a moment. */
  state: z.enum(['preparing', 'ready']),
  rows: z.array(goodsRowSchema),
  /** Of all pages. */
  total: z.int().min(0),
});
export type GoodsReply = z.infer<typeof goodsReplySchema>;

const goodsQuerySchema = z.strictObject({
  text: z.string().max(LONGEST_QUERY),
  /** Of the titles. */
  language: z.enum(GOODS_LANGUAGES),
  limit: z.int().min(1).max(LARGEST_PAGE),
  offset: z.int().min(0),
});
export type GoodsQuery = z.infer<typeof goodsQuerySchema>;

export const goodsContract = {
  /** Goods that a text may mean, the likeliest first; refused to nobody who is signed in. */
  searchGoods: { params: goodsQuerySchema, reply: goodsReplySchema },
} as const;
