/**
 * What goods may be, as far as the bench is concerned; the ids are fixed. `vague` says nothing of what the
 * goods are, `none` are ordinary goods.
 */
export const GOODS_CATEGORIES = [
  'radioactive',
  'explosives',
  'gases',
  'flammable-liquids',
  'flammable-solids',
  'oxidisers',
  'toxic-infectious',
  'corrosives',
  'lithium-batteries',
  'misc-dangerous',
  'narcotics',
  'precursors',
  'medicines',
  'firearms',
  'ozone-climate',
  'wildlife',
  'fisheries',
  'forestry',
  'tobacco',
  'alcohol',
  'pesticides',
  'petroleum',
  'precious',
  'cultural',
  'counterfeit-prone',
  'agri-food',
  'currency',
  'vague',
  'none',
] as const;
export type GoodsCategory = (typeof GOODS_CATEGORIES)[number];

/** Whether international post may carry goods; `conditional` names its condition. */
export const ADMISSIBILITIES = ['yes', 'conditional', 'no', 'unknown'] as const;
export type Admissibility = (typeof ADMISSIBILITIES)[number];

/** Longest text, in characters, that is searched for: a declared description is a line. */
export const LONGEST_QUERY = 200;

/** Languages that the knowledge of goods is written in (ISO 639-1); Hindi in Devanagari and in Latin. */
export const GOODS_LANGUAGES = [
  'en',
  'fr',
  'es',
  'pt',
  'de',
  'ru',
  'ar',
  'zh',
  'tr',
  'id',
  'hi',
  'hi-Latn',
] as const;
export type GoodsLanguage = (typeof GOODS_LANGUAGES)[number];
