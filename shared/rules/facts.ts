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
  /** Neither a gross mass nor the net mass of every line is declared: nothing to compare the weighing with. */
  'declared.mass-missing': 'boolean',
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
  /** A line beside described ones has no description; a tariff code alone is none. */
  'declared.line-without-contents': 'boolean',
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
  /** A country is declared by a code that is of none. */
  'declared.country-unassigned': 'boolean',
  /** Many items of the same sender have the same declared gross mass. */
  'declared.mass-repeated': 'boolean',
  /** A mass seems to be in another unit than it is declared in. */
  'declared.unit-doubtful': 'boolean',
  /** Pre-loading risk analysis says that the item must not be loaded (DNL). */
  'declared.do-not-load': 'boolean',
  /** It says something that is none of the codes that the station knows. */
  'declared.referral-unknown': 'boolean',
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
  /**
   * Under an alarm, whether goods that are radioactive by nature are `most` of what is declared, `too-little`
   * of it, `none`, or `share-unknown` for want of a net mass.
   */
  'radiation.natural-goods': 'labels',
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
  /** Declared as radioactive material that the post may carry, or labelled so (class 7). */
  'radiation.class-7': 'boolean',
  /** One face shows much more than the others: a source in one place. */
  'radiation.hot-spot': 'boolean',
  /** Two dosimeters of the bench do not agree on this item. */
  'radiation.dosimeters-disagree': 'boolean',
  /** Nuclides that an instrument named, as it named them. */
  'radiation.nuclides': 'labels',
  /** Sum of the quantities of all lines; only when every line gives one. */
  'declared.pieces': 'count',
  /** Categories of goods that the descriptions speak for, as sure as a prompt needs. */
  'goods.categories': 'labels',
  /** Categories that they may speak for, not sure enough for a prompt by themselves. */
  'goods.possible': 'labels',
  /** Categories of goods that the tariff codes are of. */
  'goods.hs-categories': 'labels',
  /** What the descriptions name, by id of the knowledge of goods: `hfc-134a`. */
  'goods.concepts': 'labels',
  /** Marks in the descriptions: `mark-empty`, `replica-marks`, `mark-in-equipment`. */
  'goods.marks': 'labels',
  /** Whether the post may carry what is described: one of yes, conditional, no, unknown. */
  'goods.post': 'labels',
  /** A description has words of a script that is not read, or none of its words is known. */
  'goods.unread': 'boolean',
  /** Nothing can be told by a description, or it says nothing, and its line has no tariff code. */
  'goods.undecided': 'boolean',
  /** None of a description's words is known, and its line has a tariff code: the goods are judged by that alone. */
  'goods.code-only': 'boolean',
  /** Categories of what the descriptions name and the post never carries, surely or possibly. */
  'goods.refused': 'labels',
  /** A description and its tariff code are of different goods. */
  'goods.hs-mismatch': 'boolean',
  /** UN numbers in the descriptions. */
  'goods.un': 'labels',
  /** What they are of, for the post: `explosive`, `refused`, `carried`, `own-rule`. */
  'goods.un-kinds': 'labels',
  /** A line is of lithium batteries by themselves, or of spare ones beside equipment. */
  'goods.lithium-alone': 'boolean',
  /** UN numbers that the officer read on the parcel. */
  'label.un': 'labels',
  'label.un-kinds': 'labels',
  /** Hazard labels that the officer saw on the parcel: `class-7`, `lithium`, `cylinder`. */
  'label.hazards': 'labels',
  /** ISO 3166-1 codes of where the goods are from. */
  'route.origin': 'labels',
  'route.departure': 'labels',
  'route.transit': 'labels',
  'route.destination': 'labels',
  /** The item departs from, or passes, a free-trade zone of the site's table. */
  'route.free-trade-zone': 'boolean',
  /** It passes a country that is neither where it departs nor where it goes. */
  'route.transshipment': 'boolean',
  /** It leaves again a country that its goods came to. */
  'route.re-export': 'boolean',
  /** The goods are from another country than the item departs from, less `route.oneOrigin` of the policy. */
  'route.origin-differs': 'boolean',
  /** An address is a forwarder's, by the site's table. */
  'route.forwarder': 'boolean',
  /** The site's table has this country or route. */
  'route.risk': 'boolean',
  /** The site's table has these goods of this origin, or this party, for forced labour. */
  'trade.forced-labour': 'boolean',
  'trade.many-of-sender': 'boolean',
  'trade.many-of-addressee': 'boolean',
  /** Items between the same two parties, each below the limit that they are above together. */
  'trade.value-split': 'boolean',
  /** One phone number or e-mail address under several names. */
  'trade.contact-shared': 'boolean',
  /** A cylinder declared empty weighs more than its kind does. */
  'cylinder.above-tare': 'boolean',
  /** It may: what kind it is, nothing says, and some kinds weigh less when they are empty. */
  'cylinder.tare-unknown': 'boolean',
  /** A referral is answered: by the file, or at this bench. */
  'referral.answered': 'boolean',
  /** A party or a contact is on a watch list as it is written there. */
  'watch.match': 'boolean',
  /** A party may be on a watch list: spelt alike, or in another script. */
  'watch.possible': 'boolean',
  /** Findings at this bench with items of the sender; of the addressee. */
  'history.sender-findings': 'count',
  'history.addressee-findings': 'count',
  /** They are more than the site's number, and its share of the party's items. */
  'history.sender-notable': 'boolean',
  'history.addressee-notable': 'boolean',
  /** The same of all that have its name and country, where nothing tells them apart. */
  'history.sender-namesakes': 'boolean',
  'history.addressee-namesakes': 'boolean',
  /** Items of this sender were released here before without a finding. */
  'history.sender-known': 'boolean',
  /** The goods need a licence, and the holder is not in the site's table. */
  'licence.missing': 'boolean',
  /** A party holds one for some tariff codes, and nothing says that it covers the goods. */
  'licence.cover-unknown': 'boolean',
  /** The declared mass is more than what is left of the holder's quota. */
  'licence.quota-exceeded': 'boolean',
  /** A quota covers the goods, and the declaration does not say how much of it they take. */
  'licence.amount-unknown': 'boolean',
  /** How the goods stand to the site's table of licences, for sentences. */
  'licence.standing': 'labels',
} as const;
export type FactName = keyof typeof FACTS;

/** A truth, a mass in micrograms, a dose rate in uSv/h, a count, codes, or labels. */
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
