import type { Courier } from './courier-names.ts';

type Services = Readonly<Record<string, string>>;

/**
 * What a service code of a courier's number says, as far as it tells something about the parcel: hazardous
 * goods, returns, cash on delivery. From the open tables of tracking_number_data (MIT).
 */
const SERVICES: Readonly<Partial<Record<Courier, Services>>> = {
  dpd: {
    '101': 'normal parcel',
    '102': 'normal parcel, hazardous goods',
    '105': 'normal parcel, ex works',
    '106': 'normal parcel, ex works, hazardous goods',
    '109': 'normal parcel, cash on delivery',
    '110': 'normal parcel, cash on delivery, hazardous goods',
    '113': 'normal parcel, exchange',
    '136': 'small parcel',
    '154': 'parcel letter',
    '155': 'guaranteed',
    '179': 'by 10:00',
    '225': 'by 12:00',
    '350': 'by 8:30',
  },
  ups: {
    '01': 'next day air',
    '02': 'second day air',
    '03': 'ground',
    '12': 'third day select',
    '13': 'next day air saver',
    '15': 'next day air, early',
    '22': 'ground, return',
    '42': 'ground, signature',
    '66': 'worldwide express',
    '72': 'ground, cash on delivery',
    '78': 'ground, return',
    '90': 'ground, return',
    A0: 'next day air, adult signature',
    A8: 'ground, adult signature',
  },
  usps: {
    '71': 'certified mail',
    '73': 'insured mail',
    '77': 'registered mail',
    '81': 'return receipt for merchandise',
  },
};

/** The words of a service code; null when it is not known. */
export function serviceName(courier: Courier, code: string): string | null {
  return SERVICES[courier]?.[code] ?? null;
}
