import type { CheckDigit } from './check-digits.ts';
import type { Courier } from './courier-names.ts';

/**
 * Where a form is from. `published`: the open tables and test numbers of tracking_number_data (J. Keen
 * and others, MIT), or public code that cites the courier's own document. `memory`: from memory, verify.
 */
export type CourierSource = 'published' | 'memory';

/** One form of a courier's numbers. */
export interface CourierForm {
  readonly courier: Courier;
  /** Words for people. */
  readonly form: string;
  /**
   * Of the text in upper case without blanks. Groups: `number` is the courier's number where routing
   * stands beside it; `body` and `check` are what the check digit covers, and the digit; others are fields.
   */
  readonly pattern: RegExp;
  /** Rule of the check digit; null for none. */
  readonly check: CheckDigit | null;
  /** What stands before `body` in the calculation, but not on the label. */
  readonly implied?: string;
  /** Whether nothing else looks like it. Bare digits are shared by many. */
  readonly own: boolean;
  readonly source: CourierSource;
}

type Row = readonly [
  courier: Courier,
  form: string,
  pattern: RegExp,
  check: CheckDigit | null,
  own: 'own' | 'shared',
  source?: CourierSource,
  implied?: string,
];

const ROWS: readonly Row[] = [
  [
    'ups',
    'parcel, 1Z',
    /^1Z(?<body>(?<shipper>[0-9A-Z]{6})(?<service>[0-9A-Z]{2})[0-9A-Z]{7})(?<check>[0-9A-Z])$/,
    'ups',
    'own',
  ],
  [
    'usps',
    'IMpb, 22 digits',
    /^(?:420(?<postcode>\d{5}(?:\d{4})?))?(?<number>(?<body>9[1-5]\d{19})(?<check>\d))$/,
    'gs1',
    'own',
  ],
  [
    'usps',
    'IMpb, 26 digits',
    /^(?:420(?<postcode>\d{5}(?:\d{4})?))?(?<number>(?<body>9[1-5]\d{23})(?<check>\d))$/,
    'gs1',
    'own',
  ],
  [
    'fedex',
    'Ground 96, 22 digits',
    /^96\d{2}(?<service>\d{3})(?<number>(?<body>\d{14})(?<check>\d))$/,
    'gs1',
    'own',
  ],
  // The number is the last 12 digits, or 14 when they do not begin with 00.
  [
    'fedex',
    '34 digits',
    /^(?=\d{34}$)(?:96\d{18}|100\d{17})(?:00)?(?<number>(?<body>\d{11}(?:\d{2})?)(?<check>\d))$/,
    'fedex',
    'own',
  ],
  ['fedex', 'SmartPost', /^(?<body>9261\d{17})(?<check>\d)$/, 'gs1', 'own'],
  // Postcode, number, service and country; the printed form ends with a check character.
  [
    'dpd',
    '28 characters',
    /^(?<body>(?<postcode>\d{7})(?<number>\d{14})(?<service>\d{3})(?<country>\d{3}))(?<check>[0-9A-Z])$/,
    'mod-37-36',
    'own',
  ],
  [
    'dpd',
    'barcode',
    /^%(?<postcode>[0-9A-Z]{7})(?<number>\d{14})(?<service>\d{3})(?<country>\d{3})$/,
    null,
    'own',
    'memory',
  ],
  ['dhl', 'piece', /^(?:JJD|JVGL)\d{9,10}$/, null, 'own'],
  ['dhl', 'piece, 18 digits', /^J?JD\d{18}$/, null, 'own'],
  ['dhl', 'eCommerce', /^GM\d{10,39}$/, null, 'own'],
  ['yodel', 'parcel', /^J?JD\d{16}$/, null, 'own'],
  ['amazon', 'parcel', /^TBA\d{12}$/, null, 'own'],
  ['amazon', 'parcel, other countries', /^TB[CM]\d{12}$/, null, 'own', 'memory'],
  ['yunexpress', 'parcel', /^YT\d{16}$/, null, 'own'],
  ['landmark', 'parcel', /^LTN\d{8}N1$/, null, 'own'],
  ['gofo', 'parcel', /^GFUS\d{14}$/, null, 'own'],
  ['spee-dee', 'parcel', /^SP\d{18}$/, null, 'own'],
  ['canpar', 'parcel', /^[CDKLSUXZ]\d{21}$/, null, 'own'],
  ['lasership', 'LX', /^LX1[3-8]\d{6}$/, null, 'own'],
  ['lasership', '1LS7', /^1LS7[12]\d{10}$/, null, 'own'],
  ['lasership', '1LS7 with its piece', /^1LS7[12]\d{2}01[1-4]\d{6}-1$/, null, 'own'],
  ['postnl', 'parcel, 3S', /^3S[A-Z]{4}\d{7,9}$/, null, 'own', 'memory'],
  ['cainiao', 'parcel', /^LP\d{14,18}$/, null, 'own', 'memory'],
  ['sf-express', 'parcel', /^SF\d{13}$/, null, 'own', 'memory'],
  ['dhl', 'Express, 10 digits', /^(?<body>\d{9})(?<check>\d)$/, 'mod-7', 'shared'],
  ['dhl', 'Express, 11 digits', /^(?<body>\d{10})(?<check>\d)$/, 'mod-7', 'shared'],
  ['fedex', 'Express, 12 digits', /^(?<body>\d{11})(?<check>\d)$/, 'fedex', 'shared'],
  ['dhl', 'Identcode, 12 digits', /^(?<body>\d{11})(?<check>\d)$/, 'identcode', 'shared'],
  ['gls', 'parcel, 12 digits', /^(?<body>\d{11})(?<check>\d)$/, 'gls', 'shared'],
  ['purolator', 'parcel, 12 digits', /^(?<body>[0-5]\d{10})(?<check>\d)$/, 'luhn', 'shared'],
  ['fedex', 'Ground, 15 digits', /^(?<body>\d{14})(?<check>\d)$/, 'gs1', 'shared'],
  [
    'dpd',
    'number with check character',
    /^(?<number>(?<body>\d{14}))(?<check>[0-9A-Z])$/,
    'mod-37-36',
    'shared',
  ],
  ['ontrac', 'parcel', /^(?<body>[CD]\d{13})(?<check>\d)$/, 'ups', 'shared'],
  ['canada-post', 'parcel, 16 digits', /^(?<body>\d{15})(?<check>\d)$/, 'gs1', 'shared'],
  ['austrian-post', 'parcel, 16 digits', /^(?<body>\d{15})(?<check>\d)$/, 'gs1', 'shared'],
  [
    'usps',
    '20 digits',
    /^(?<body>(?<service>0[134]|[12]3|7[0137]|81)\d{17})(?<check>\d)$/,
    'gs1',
    'shared',
  ],
  [
    'usps',
    '20 digits, their 91 left out',
    /^(?<body>(?<service>0[134]|[12]3|7[0137]|81)\d{17})(?<check>\d)$/,
    'gs1',
    'shared',
    'published',
    '91',
  ],
  [
    'fedex',
    'SmartPost, its 92 left out',
    /^(?<body>61\d{17})(?<check>\d)$/,
    'gs1',
    'shared',
    'published',
    '92',
  ],
  ['austrian-post', 'parcel, 22 digits', /^(?<body>\d{21})(?<check>\d)$/, 'gs1', 'shared'],
  ['gls', 'Track ID', /^(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{8}$/, null, 'shared'],
  ['gls', 'parcel, 11 digits', /^\d{11}$/, null, 'shared'],
  ['purolator', 'parcel, 3 letters', /^[A-Z]{3}\d{9}$/, null, 'shared'],
  ['dpd', 'number, 14 digits', /^\d{14}$/, null, 'shared'],
  ['inpost', 'parcel, 24 digits', /^\d{24}$/, null, 'shared', 'memory'],
];

/** All forms that this program knows, forms of their own first. */
export const COURIER_FORMS: readonly CourierForm[] = ROWS.map(
  ([courier, form, pattern, check, own, source, implied]) => ({
    ...{ courier, form, pattern, check, own: own === 'own', source: source ?? 'published' },
    ...(implied === undefined ? {} : { implied }),
  }),
);
