/** Couriers by the scheme of their numbers; proper names, the same in every language. */
export const COURIER_NAMES = {
  amazon: 'Amazon Logistics',
  'austrian-post': 'Österreichische Post',
  cainiao: 'Cainiao',
  'canada-post': 'Canada Post',
  canpar: 'Canpar',
  dhl: 'DHL',
  dpd: 'DPD',
  fedex: 'FedEx',
  gls: 'GLS',
  gofo: 'GOFO Express',
  inpost: 'InPost',
  landmark: 'Landmark Global',
  lasership: 'LaserShip',
  ontrac: 'OnTrac',
  postnl: 'PostNL',
  purolator: 'Purolator',
  'sf-express': 'SF Express',
  'spee-dee': 'Spee-Dee',
  ups: 'UPS',
  usps: 'USPS',
  yodel: 'Yodel',
  yunexpress: 'YunExpress',
} as const;

export type Courier = keyof typeof COURIER_NAMES;
