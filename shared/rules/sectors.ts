/**
 * What a rule is about. The first thirteen are the sectors of illicit trade that the postal work
 * programme names; the others are what a bench judges beside them.
 */
export const SECTORS = [
  'agri-food',
  'alcohol',
  'counterfeiting',
  'cultural-property',
  'fisheries',
  'forced-labour',
  'forestry',
  'pesticides',
  'petroleum',
  'pharmaceuticals',
  'precious',
  'tobacco',
  'wildlife',
  'drugs',
  'firearms',
  'ozone-climate',
  'dangerous-goods',
  'radioactive',
  'currency',
  'data-quality',
  'weight',
  'route',
  'e-commerce',
  'watch-list',
  'history',
  'licence',
  'referral',
  'identity',
  'instrument',
] as const;
export type Sector = (typeof SECTORS)[number];

/** Procedures that a hit may open, by the id of their card. */
export const PROCEDURES = [
  'check-declaration',
  'weigh-and-open',
  'radiation',
  'powder',
  'firearm-parts',
  'explosive-device',
  'ozone-cylinder',
  'medicines',
  'wildlife',
  'dangerous-goods',
  'valuables',
  'counterfeit',
  'excise-goods',
  'plant-and-food',
  'watch-list',
  'licence',
  'referral',
  'instrument',
] as const;
