import type { FaultCode } from '../measure/reading.ts';

/** The published list of facts that rules may use, with the type of each. */
export const FACTS = {
  'identity.valid': 'boolean',
  'manifest.found': 'boolean',
  'declaration.entered': 'boolean',
  /** Gross mass of the item as declared. */
  'declared.gross': 'mass',
  /** Sum of the net masses of all content lines; only when every line gives one. */
  'declared.net': 'mass',
  /** Sum of the declared net masses above the declared gross mass; negative when below. */
  'declared.content-excess': 'mass',
  /**
   * Tariff codes of all lines, digits only; an odd one as the table of codes reads it, or twice: after a
   * zero, and as it stands.
   */
  'declared.hs': 'codes',
  /** A tariff code has an odd number of digits: a spreadsheet has cut its leading zero off. */
  'declared.hs-doubtful': 'boolean',
  /** What stands where a tariff code should is none. */
  'declared.hs-unreadable': 'boolean',
  /** A tariff code is of HS 2017 and was deleted in 2022. */
  'declared.hs-old': 'boolean',
  /** A tariff code is in neither HS 2017 nor HS 2022. */
  'declared.hs-unlisted': 'boolean',
  /** A content line has a description; a despatch pre-advice has none. */
  'declared.contents': 'boolean',
  /** A description says nothing of what the goods are. */
  'declared.vague': 'boolean',
  /** The declared value of goods is nothing, or next to nothing, in each of its currencies. */
  'declared.value-implausible': 'boolean',
  /** What a kilogram or a piece is declared to be worth is out of the site's range. */
  'declared.value-out-of-range': 'boolean',
  /** Declared as a gift, with a quantity, papers, parties or a label of trade. */
  'declared.gift-commercial': 'boolean',
  /** Parts of the sender's or the addressee's address are missing or say nothing. */
  'declared.address-incomplete': 'boolean',
  /** Many items of the same sender have the same declared gross mass. */
  'declared.mass-repeated': 'boolean',
  /** A mass seems to be in another unit than it is declared in. */
  'declared.unit-doubtful': 'boolean',
  /** Pre-loading risk analysis says that the item must not be loaded (DNL). */
  'declared.do-not-load': 'boolean',
  /** It asks for a screening (RFS) that is not answered in the file. */
  'declared.screening-requested': 'boolean',
  /** It asks for information (RFI) that is not answered in the file. */
  'declared.information-requested': 'boolean',
  'measured.gross': 'mass',
  /** The scale shows less than its least load (Min), from which on it is verified. */
  'measured.below-min': 'boolean',
  /** Measured gross mass above the declared mass and its tolerance; negative when within. */
  'weight.excess': 'mass',
  /** Measured gross mass below the declared mass and its tolerance; negative when within. */
  'weight.shortfall': 'mass',
  /** An instrument is used after the day until which it may be. */
  'instrument.calibration-overdue': 'boolean',
  /** An earlier session of the same item ended with a finding or without a decision. */
  'item.earlier-finding': 'boolean',
  /** The same item was released at this bench within the last 12 months. */
  'item.seen-before': 'boolean',
  /** A command barcode that is not the station's own was read while this item was open. */
  'identity.foreign-command': 'boolean',
  'radiation.alarm': 'boolean',
  /** The alarm fits declared goods that are naturally radioactive, on two faces alike. */
  'radiation.explained': 'boolean',
  /** An alarm of the instrument itself, whatever our arithmetic says. */
  'radiation.instrument-alarm': 'boolean',
  /** The instrument counts neutrons and gave an alarm for them. */
  'radiation.neutron-alarm': 'boolean',
  /** Another instrument found something in the item: an alarm, or a nuclide that it names. */
  'radiation.outside-alarm': 'boolean',
  /** Another instrument gave an alarm for neutrons. */
  'radiation.outside-neutron-alarm': 'boolean',
  'radiation.saturated': 'boolean',
  /** Mean of a finished dwell, the highest face, background included. */
  'radiation.dose-rate': 'dose-rate',
  /** Highest mean seen, also of a dwell still running after its alarm. */
  'radiation.peak-dose-rate': 'dose-rate',
  /** The same at 1 m; a distance that nobody knows counts as the worse, which this is. */
  'radiation.peak-at-1m': 'dose-rate',
} as const;
export type FactName = keyof typeof FACTS;

/** A truth, a mass in micrograms, a dose rate in uSv/h, or codes. */
export type FactValue = boolean | number | readonly string[];

/** What is known of one fact. */
export type Fact =
  | { readonly state: 'value'; readonly value: FactValue; readonly shown: string }
  /** Known to be missing: declared blank, no such instrument. */
  | { readonly state: 'absent'; readonly why: string }
  | { readonly state: 'not-yet' }
  | { readonly state: 'fault'; readonly code: FaultCode; readonly instrument: string };

export type Facts = { readonly [name in FactName]: Fact };

/** A fact as rules, records and screens show it. */
export function showFact(fact: Fact): string {
  switch (fact.state) {
    case 'value':
      return fact.shown;
    case 'fault':
      return `${fact.instrument} ${fact.code}`;
    default:
      return fact.state;
  }
}
